package dev.fedbench.zk.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.zk.curve.Bn254;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircomFilesTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir private Path directory;

  private final CircomFiles files = new CircomFiles(RANDOM);
  private Path r1cs;
  private Path wtns;
  private Path publics;

  @BeforeEach
  void copyFiles() throws IOException {
    r1cs = Product.copy(Product.R1CS, directory);
    wtns = Product.copy(Product.WTNS, directory);
    publics = Product.copy(Product.PUBLIC, directory);
  }

  private Path at(String name) {
    return directory.resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(at(name), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {Product.SNARKJS_KEY, Product.OUR_KEY})
  void proofs_of_snarkjs_are_valid_and_ours_under_the_same_key_are(String key) throws Exception {
    Path vkey = Product.copy(key + Product.VKEY, directory);
    Path theirs = Product.copy(key + Product.PROOF, directory);
    assertThat(files.verify(vkey, publics, theirs)).isTrue();
    files.prove(Product.copy(key + Product.ZKEY, directory), wtns, at("proof"), at("public"));
    assertThat(files.verify(vkey, at("public"), at("proof"))).isTrue();
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(at("public").toFile())).isEqualTo(json.readTree(publics.toFile()));
    assertThat(json.readTree(at("proof").toFile()).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("pi_a", "pi_b", "pi_c", "protocol", "curve");
  }

  @Test
  void keys_of_circoms_circuit_prove_and_each_setup_makes_others() throws Exception {
    files.setup(r1cs, at("zkey"), at("vkey"));
    files.prove(at("zkey"), wtns, at("proof"), at("public"));
    assertThat(files.verify(at("vkey"), at("public"), at("proof"))).isTrue();
    files.setup(r1cs, at("other zkey"), at("other vkey"));
    assertThat(files.verify(at("other vkey"), at("public"), at("proof"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "standard, 1, 16",
    "standard, 12, 8",
    "secure, 1, 16",
    "secure, 10, 16",
    "secure, 33, 12"
  })
  void our_circuits_go_all_the_way_through_files(String kind, int size, int bits) throws Exception {
    String ones = Stream.generate(() -> "-1").limit(size).reduce((a, b) -> a + "," + b).get();
    Path input = write("input", "{\"gradients\": [" + ones + "]}");
    CircuitSummary summary = files.circuit(kind, size, bits, at("r1cs"), input, at("wtns"));
    assertThat(summary.id()).isEqualTo("%s-%d-%d".formatted(kind, size, bits));
    assertThat(summary.publics()).isEqualTo(kind.equals("secure") ? 3 : 2);
    files.setup(at("r1cs"), at("zkey"), at("vkey"));
    files.prove(at("zkey"), at("wtns"), at("proof"), at("public"));
    assertThat(files.verify(at("vkey"), at("public"), at("proof"))).isTrue();
    assertThat(files.circuit(kind, size, bits, at("again"))).isEqualTo(summary);
    assertThat(at("again")).hasSameBinaryContentAs(at("r1cs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"gradients\": [1, 2]}|2 values; secure-3-8 has 3",
        "{\"gradients\": [1, 2, 128]}|value 2 is 128; expected 8 bits, sign included",
        "{\"gradients\": [1, 2, 99999999999]}|gradients[2] is 99999999999; expected 8 bits",
        "{\"gradients\": [1, 2, 0.5]}|JSON: '.' at character 22; expected ']'; numbers must be",
        "{\"gradients\": [1, 2, true]}|gradients[2]: not a whole number",
        "{\"gradients\": 1}|gradients: expected an array of whole numbers",
        "{\"weights\": [1]}|'weights' is no input; there are [gradients, iv, maxNormSq, minActive]",
        "{\"gradients\": [1, 2, 3], \"maxNormSq\": -1}|a bound of -1 on the squared norm",
        "{\"gradients\": [1, 2, 3], \"maxNormSq\": 13}|does not keep what secure-3-8 asks",
        "{\"gradients\": [1, 0, 3], \"minActive\": 3}|does not keep what secure-3-8 asks",
        "{\"gradients\": [1, 2, 3], \"minActive\": 4}|at least 4 values that are not 0, of 3",
        "{\"gradients\": [1, 2, 3], \"iv\": \"-1\"}|an iv that is not below 2^253",
        "[]|not a JSON object",
        "|JSON: the end at character 0; expected a value",
      })
  void an_input_that_is_none_is_named_and_nothing_is_written(String json, String message)
      throws Exception {
    Path input = write("input.json", json == null ? "" : json);
    assertThatThrownBy(() -> files.circuit("secure", 3, 8, at("r1cs"), input, at("wtns")))
        .isInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'" + input + "'")
        .hasMessageContaining(message);
    assertThat(at("r1cs")).doesNotExist();
    assertThat(at("wtns")).doesNotExist();
  }

  @Test
  void the_bounds_themselves_are_kept_and_the_iv_may_be_given() throws Exception {
    Path input =
        write(
            "input",
            "{\"gradients\": [1, 2, -3], \"maxNormSq\": \"14\", \"minActive\": 3, \"iv\": 5}");
    files.circuit("secure", 3, 8, at("r1cs"), input, at("wtns"));
    files.circuit("secure", 3, 8, at("r1cs"), input, at("same wtns"));
    assertThat(at("wtns")).hasSameBinaryContentAs(at("same wtns"));
    Path none = write("none", "{\"gradients\": [1, 2, -3]}");
    files.circuit("secure", 3, 8, at("r1cs"), none, at("other wtns"));
    assertThat(Files.mismatch(at("wtns"), at("other wtns"))).isNotNegative();
    assertThatThrownBy(() -> files.circuit("standard", 3, 8, at("r1cs"), input, at("wtns")))
        .hasMessageContaining("maxNormSq and minActive are of secure circuits");
  }

  @Test
  void a_circuit_of_an_unknown_kind_is_none() {
    assertThatThrownBy(() -> files.circuit("Secure", 3, 8, at("r1cs")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a circuit of kind 'Secure'; expected standard or secure");
    assertThatThrownBy(() -> files.circuit("secure", 0, 8, at("r1cs")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The last three are wires of x = 11's bits; 2 is the tag, which no constraint names. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8})
  void a_witness_that_does_not_fulfil_the_circuit_has_no_proof(int wire) throws Exception {
    Iden3 file = Iden3.of(Product.bytes(Product.WTNS));
    Files.write(wtns, file.with(2, 32 * wire, Iden3.u32(55)).file());
    Path zkey = Product.copy(Product.SNARKJS_KEY + Product.ZKEY, directory);
    assertThatThrownBy(() -> files.prove(zkey, wtns, at("proof"), at("public")))
        .isInstanceOf(CircomFileException.class)
        .hasMessageContaining("'%s': not a witness of the circuit of '%s'", wtns, zkey);
    assertThat(at("proof")).doesNotExist();
    assertThat(at("public")).doesNotExist();
  }

  @Test
  void changed_signals_and_points_make_a_proof_invalid() throws Exception {
    Path vkey = Product.copy(Product.SNARKJS_KEY + Product.VKEY, directory);
    Path proof = Product.copy(Product.SNARKJS_KEY + Product.PROOF, directory);
    String json = Files.readString(proof);
    for (String signals :
        new String[] {
          "[\"144\",\"7\"]",
          "[\"143\"]",
          "[\"143\",\"7\",\"1\"]",
          "[]",
          "[143,\"8\"]",
          "[\"143\",\"" + Bn254.ORDER.add(java.math.BigInteger.valueOf(7)) + "\"]"
        }) {
      assertThat(files.verify(vkey, write("signals", signals), proof)).as(signals).isFalse();
    }
    String x = new ObjectMapper().readTree(json).get("pi_a").get(0).textValue();
    for (String other : new String[] {"1", "0", "9" + x}) {
      Path changed = write("changed", json.replaceFirst("\"" + x + "\"", "\"" + other + "\""));
      assertThat(files.verify(vkey, publics, changed)).as(other).isFalse();
    }
    Path ours = Product.copy(Product.OUR_KEY + Product.PROOF, directory);
    assertThat(files.verify(vkey, publics, ours)).isFalse();
  }

  @Test
  void what_is_no_proof_no_key_or_no_list_of_signals_is_unreadable() throws Exception {
    Path vkey = Product.copy(Product.SNARKJS_KEY + Product.VKEY, directory);
    Path proof = Product.copy(Product.SNARKJS_KEY + Product.PROOF, directory);
    String json = Files.readString(proof);
    Path plonk = write("plonk", json.replace("groth16", "plonk"));
    Path curve = write("curve", json.replace("bn128", "bls12381"));
    Path cut = write("cut", json.substring(0, json.length() - 9));
    Path binary = Files.write(at("binary"), new byte[] {'{', (byte) 0xff});
    for (Path unreadable : new Path[] {plonk, curve, cut, binary, publics, at("nowhere")}) {
      assertThatThrownBy(() -> files.verify(vkey, publics, unreadable))
          .isInstanceOf(CircomFileException.class)
          .hasMessageStartingWith("'" + unreadable + "'");
    }
    assertThatThrownBy(() -> files.verify(proof, publics, proof))
        .isInstanceOf(CircomFileException.class);
    assertThatThrownBy(() -> files.verify(vkey, vkey, proof))
        .isInstanceOf(CircomFileException.class);
    String key = Files.readString(vkey);
    String alpha = new ObjectMapper().readTree(key).get("vk_alpha_1").get(0).textValue();
    Path off = write("off", key.replaceFirst(alpha, "1"));
    assertThatThrownBy(() -> files.verify(off, publics, proof))
        .isInstanceOf(CircomFileException.class)
        .hasMessageContaining("vk_alpha_1: not a point of G1");
  }

  @Test
  void files_that_are_not_there_or_are_directories_are_named() {
    assertThatThrownBy(() -> files.setup(at("nowhere"), at("zkey"), at("vkey")))
        .isInstanceOf(CircomFileException.class)
        .hasMessage("'%s': there is no such file".formatted(at("nowhere")));
    assertThatThrownBy(() -> files.prove(directory, wtns, at("proof"), at("public")))
        .isInstanceOf(CircomFileException.class)
        .hasMessage("'%s': not a file".formatted(directory));
  }

  @Test
  void what_cannot_be_written_is_named_and_no_file_is_left_behind() throws Exception {
    Path nowhere = at("nowhere").resolve("zkey");
    assertThatThrownBy(() -> files.setup(r1cs, nowhere, at("vkey")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(CircomFileException.class)
        .hasMessageStartingWith("'%s' cannot be written".formatted(nowhere));
    Files.createDirectory(at("taken"));
    Files.createFile(at("taken").resolve("something"));
    assertThatThrownBy(() -> files.setup(r1cs, at("taken"), at("vkey")))
        .hasMessageStartingWith("'%s' cannot be written".formatted(at("taken")));
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(r1cs, wtns, publics, at("taken"));
    }
  }

  @Test
  void a_benchmark_times_proofs_that_are_verified() throws Exception {
    Path zkey = Product.copy(Product.OUR_KEY + Product.ZKEY, directory);
    ProvingTimes times = ProvingBenchmark.run(zkey, wtns, 5, 2, Duration.ZERO, RANDOM);
    assertThat(times.runs()).isEqualTo(5);
    assertThat(
            Stream.of(
                times.loadMs(),
                times.firstProveMs(),
                times.proveMsWall(),
                times.proveMsCpu(),
                times.verifyMsWall(),
                times.verifyMsCpu(),
                times.proofsPerSecond()))
        .allMatch(figure -> figure > 0);
    assertThat(new ObjectMapper().readTree(times.toJson()).fieldNames())
        .toIterable()
        .startsWith(
            "first_prove_ms", "prove_ms_wall", "prove_ms_cpu", "verify_ms_wall", "verify_ms_cpu");
    Files.write(wtns, Iden3.of(Product.bytes(Product.WTNS)).with(2, 32, Iden3.u32(1)).file());
    assertThatThrownBy(() -> ProvingBenchmark.run(zkey, wtns, 1, 1, Duration.ZERO, RANDOM))
        .isInstanceOf(CircomFileException.class)
        .hasMessageContaining("not a witness of the circuit");
    assertThatThrownBy(() -> files.bench(zkey, wtns, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_interrupted_benchmark_ends() throws Exception {
    Path zkey = Product.copy(Product.OUR_KEY + Product.ZKEY, directory);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> files.bench(zkey, wtns, 1_000_000, 1))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue(); // the file's channel leaves it set
  }

  @Test
  void a_key_that_was_read_once_proves_witnesses_in_memory() throws Exception {
    CircomKey key =
        CircomKey.read(Product.copy(Product.SNARKJS_KEY + Product.ZKEY, directory), RANDOM);
    assertThat(key.variables()).isEqualTo(9);
    assertThat(key.publics()).isEqualTo(2);
    CircomProof proof = key.prove(Product.bytes(Product.WTNS));
    assertThat(
            files.verify(
                write("vkey", key.verifier().keyJson()),
                write("public", proof.publicJson()),
                write("proof", proof.proofJson())))
        .isTrue();
    assertThatThrownBy(() -> key.prove(new byte[3]))
        .isInstanceOf(CircomFileException.class)
        .hasMessage("'witness', header, byte 0: 3 bytes; a wtns file has at least 12");
  }
}
