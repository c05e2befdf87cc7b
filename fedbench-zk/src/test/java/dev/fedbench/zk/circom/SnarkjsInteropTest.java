package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.zk.groth16.KeyPair;
import dev.fedbench.zk.r1cs.R1cs;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both ways, with the real tools: what one side writes, the other reads, proves with and verifies.
 * Run by the profile interop alone (CONTRIBUTING.md).
 */
@Tag("interop")
class SnarkjsInteropTest {

  /** A ceremony of more takes minutes. */
  private static final int CEREMONY_POWER = 10;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Path CIRCUITS = MODULE.resolve("src/test/circom");
  private static CircomTools tools;
  private static Path powersOfTau;

  private final CircomFiles files = new CircomFiles(new SecureRandom());

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    tools = CircomTools.install(MODULE);
    powersOfTau = tools.home().resolve("powers-%d.ptau".formatted(CEREMONY_POWER));
    if (!Files.exists(powersOfTau)) {
      Path fresh = tools.home().resolve("fresh.ptau");
      Path contributed = tools.home().resolve("contributed.ptau");
      Path prepared = tools.home().resolve("prepared.ptau");
      tools.snarkjs("powersoftau", "new", "bn128", CEREMONY_POWER, fresh);
      tools.snarkjs("powersoftau", "contribute", fresh, contributed, "-e=one", "--name=one");
      tools.snarkjs("powersoftau", "prepare", "phase2", contributed, prepared);
      Files.move(prepared, powersOfTau);
    }
  }

  /** A circuit's files, and a place for what is made of them. */
  private record Work(Path directory, Path r1cs, Path wtns) {

    Path at(String name) {
      return directory.resolve(name);
    }
  }

  private static Path emptied(String name) throws IOException {
    Path directory = Files.createDirectories(tools.home().resolve(name));
    try (Stream<Path> old = Files.list(directory)) {
      for (Path file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    return directory;
  }

  /** Compiled by circom, the witness computed by snarkjs. */
  private static Work compiled(String circuit, Map<String, ?> input)
      throws IOException, InterruptedException {
    Path directory = emptied(circuit);
    Path source = CIRCUITS.resolve(circuit + ".circom");
    Path libraries = tools.home().resolve("node_modules");
    tools.circom(source, "--r1cs", "--wasm", "-o", directory, "-l", libraries);
    Work work =
        new Work(directory, directory.resolve(circuit + ".r1cs"), directory.resolve("w.wtns"));
    Files.writeString(work.at("input.json"), JSON.writeValueAsString(strings(input)));
    Path wasm = directory.resolve(circuit + "_js").resolve(circuit + ".wasm");
    tools.snarkjs("wtns", "calculate", wasm, work.at("input.json"), work.wtns());
    return work;
  }

  /** Numbers as text: JavaScript's have 53 bits. */
  private static Object strings(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> strings(e.getValue())));
    }
    return value instanceof int[] numbers
        ? IntStream.of(numbers).mapToObj(String::valueOf).toList()
        : value.toString();
  }

  static Stream<Arguments> circuits() {
    return Stream.of(
        circuit("product", true, Map.of("x", 11, "y", 13, "tag", 7)),
        circuit("squares", true, Map.of("values", IntStream.range(-500, 500).toArray())),
        circuit("poseidon", true, Map.of("secrets", new int[] {1, 2})),
        circuit("comparators", true, Map.of("age", 33, "limit", 18)),
        circuit("mimc", false, Map.of("secrets", new int[] {5, 6, 7}, "key", 3)),
        circuit(
            "eddsa",
            false,
            BabyJubjub.signed(
                new BigInteger("123456789012345678901234567890"),
                new BigInteger("987654321098765432109876543210"),
                BigInteger.valueOf(42))));
  }

  /**
   * @param ceremony whether it fits into ours
   */
  private static Arguments circuit(String name, boolean ceremony, Map<String, ?> input) {
    return Arguments.of(name, ceremony, input);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("circuits")
  void circuits_of_circom_go_both_ways(String name, boolean ceremony, Map<String, ?> input)
      throws Exception {
    Work work = compiled(name, input);
    rewritten(work);
    underOurKey(work);
    if (ceremony) {
      underTheirKey(work);
    }
    unfulfilled(work);
  }

  @ParameterizedTest
  @CsvSource({
    "standard, 10, true",
    "standard, 1000, false",
    "secure, 1, true",
    "secure, 10, true",
    "secure, 100, false"
  })
  void our_circuits_go_both_ways(String kind, int size, boolean ceremony) throws Exception {
    Path directory = emptied(kind + "-" + size);
    Work work = new Work(directory, directory.resolve("c.r1cs"), directory.resolve("w.wtns"));
    Map<String, int[]> update = Map.of("gradients", IntStream.range(1, size + 1).toArray());
    Files.writeString(work.at("input.json"), JSON.writeValueAsString(update));
    CircuitSummary summary =
        files.circuit(kind, size, 16, work.r1cs(), work.at("input.json"), work.wtns());
    assertThat(tools.snarkjs("r1cs", "info", work.r1cs()))
        .contains("# of Wires: " + summary.variables())
        .contains("# of Constraints: " + summary.constraints())
        .contains("# of Public Inputs: " + summary.publics());
    assertThat(tools.snarkjs("wtns", "check", work.r1cs(), work.wtns()))
        .contains("WITNESS IS CORRECT");
    underOurKey(work);
    if (ceremony) {
      underTheirKey(work);
    }
    unfulfilled(work);
  }

  /** Their circuit and their witness, read and written by us, are what they were. */
  private static void rewritten(Work work) throws Exception {
    R1cs system;
    try (Source source = Source.open(work.r1cs())) {
      system = R1csFile.read(source);
    }
    Path again = work.at("again.r1cs");
    AtomicOutput.write(again, out -> R1csFile.write(system, out));
    assertThat(tools.snarkjs("r1cs", "info", again))
        .contains("# of Constraints: " + system.constraints());
    long[] witness;
    try (Source source = Source.open(work.wtns())) {
      witness = WtnsFile.read(source, system.variables());
    }
    assertThat(system.violated(witness)).isEmpty();
    AtomicOutput.write(work.at("again.wtns"), out -> WtnsFile.write(witness, out));
    assertThat(work.at("again.wtns")).hasSameBinaryContentAs(work.wtns());
    assertThat(tools.snarkjs("wtns", "check", again, work.at("again.wtns")))
        .contains("WITNESS IS CORRECT");
  }

  private void underOurKey(Work work) throws Exception {
    Path zkey = work.at("ours.zkey");
    Path key = work.at("ours.vkey.json");
    files.setup(work.r1cs(), zkey, key);
    bothProve(work, zkey, key);
    Path exported = work.at("ours.exported.json");
    tools.snarkjs("zkey", "export", "verificationkey", zkey, exported);
    assertThat(files.verify(exported, work.at("ours.public.json"), work.at("ours.json"))).isTrue();
  }

  private void underTheirKey(Work work) throws Exception {
    Path start = work.at("start.zkey");
    Path zkey = work.at("theirs.zkey");
    Path key = work.at("theirs.vkey.json");
    tools.snarkjs("groth16", "setup", work.r1cs(), powersOfTau, start);
    assertThatThrownBy(() -> files.prove(start, work.wtns(), work.at("no"), work.at("none")))
        .isInstanceOf(CircomFileException.class)
        .hasMessageContaining("delta is gamma");
    tools.snarkjs("zkey", "contribute", start, zkey, "-e=two", "--name=two");
    tools.snarkjs("zkey", "export", "verificationkey", zkey, key);
    bothProve(work, zkey, key);
    rewrittenKey(work, zkey, key);
  }

  /** Their key, read and written by us, still proves. */
  private void rewrittenKey(Work work, Path zkey, Path key) throws Exception {
    Path again = work.at("again.zkey");
    try (Source source = Source.open(zkey)) {
      KeyPair keys = ZkeyReader.read(source, new SecureRandom());
      AtomicOutput.write(again, out -> ZkeyWriter.write(keys, out));
    }
    bothProve(work, again, key);
  }

  /** Each side's proof, verified by both, for its own signals and no others. */
  private void bothProve(Work work, Path zkey, Path key) throws Exception {
    Path ours = work.at("ours.json");
    Path ourSignals = work.at("ours.public.json");
    files.prove(zkey, work.wtns(), ours, ourSignals);
    Path theirs = work.at("theirs.json");
    Path theirSignals = work.at("theirs.public.json");
    tools.snarkjs("groth16", "prove", zkey, work.wtns(), theirs, theirSignals);
    assertThat(JSON.readTree(ourSignals.toFile()))
        .isEqualTo(JSON.readTree(theirSignals.toFile()))
        .isNotEmpty();
    for (Path proof : new Path[] {ours, theirs}) {
      assertThat(files.verify(key, ourSignals, proof)).isTrue();
      assertThat(tools.verifies(key, ourSignals, proof)).isTrue();
    }
    Path wrong = work.at("wrong.json");
    String signals = Files.readString(ourSignals);
    Files.writeString(wrong, signals.replaceFirst("\\d+", "4711"));
    assertThat(files.verify(key, wrong, theirs)).isFalse();
    assertThat(tools.verifies(key, wrong, ours)).isFalse();
  }

  private void unfulfilled(Work work) throws Exception {
    Iden3 witness = Iden3.of(Files.readAllBytes(work.wtns()));
    Path wrong = Files.write(work.at("wrong.wtns"), witness.with(2, 32, Iden3.u32(4711)).file());
    assertThatThrownBy(
            () -> files.prove(work.at("ours.zkey"), wrong, work.at("no"), work.at("none")))
        .isInstanceOf(CircomFileException.class)
        .hasMessageContaining("not a witness of the circuit");
  }
}
