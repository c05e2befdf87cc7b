package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fedbench zk}, in this process. */
class ZkCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private Path at(String name) {
    return directory.resolve(name);
  }

  private Terminal.Said circuit() throws IOException {
    Files.writeString(at("input.json"), "{\"gradients\": [5, -3, 0, 7]}");
    return Terminal.run(
        "zk",
        "circuit",
        "--kind",
        "secure",
        "--size",
        4,
        "--r1cs",
        at("c.r1cs"),
        "--input",
        at("input.json"),
        "--wtns",
        at("w.wtns"));
  }

  private Terminal.Said setup() {
    return Terminal.run(
        "zk", "setup", "--r1cs", at("c.r1cs"), "--zkey", at("k.zkey"), "--vkey", at("v.json"));
  }

  private Terminal.Said prove() {
    return Terminal.run(
        "zk",
        "prove",
        "--zkey",
        at("k.zkey"),
        "--wtns",
        at("w.wtns"),
        "--proof",
        at("p.json"),
        "--public",
        at("s.json"));
  }

  private Terminal.Said verify() {
    return Terminal.run(
        "zk", "verify", "--vkey", at("v.json"), "--public", at("s.json"), "--proof", at("p.json"));
  }

  private void proved() throws IOException {
    for (Terminal.Said said : List.of(circuit(), setup(), prove())) {
      assertThat(said.exitCode()).as(said.err()).isZero();
    }
  }

  @Test
  void from_circuit_to_verification_by_files() throws Exception {
    Terminal.Said said = circuit();
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("secure-4-16, ", " constraints, ", "3 public signals");
    assertThat(setup().out()).contains("insecure");
    assertThat(prove()).isEqualTo(new Terminal.Said(ExitCode.PASS, "", ""));
    assertThat(verify()).isEqualTo(new Terminal.Said(ExitCode.PASS, "valid\n", ""));
  }

  @Test
  void an_invalid_proof_is_6_and_an_unreadable_one_2() throws Exception {
    proved();
    ArrayNode signals = (ArrayNode) JSON.readTree(at("s.json").toFile());
    for (String wrong : List.of("2", "-1", "9".repeat(78))) {
      signals.set(2, wrong);
      Files.writeString(at("s.json"), signals.toString());
      assertThat(verify()).isEqualTo(new Terminal.Said(6, "invalid\n", ""));
    }
    signals.remove(2);
    Files.writeString(at("s.json"), signals.toString());
    assertThat(verify()).isEqualTo(new Terminal.Said(6, "invalid\n", ""));
    Files.writeString(at("p.json"), "{\"pi_a\": 1}");
    Terminal.Said said = verify();
    assertThat(said.exitCode()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).startsWith("error: '" + at("p.json") + "'");
    Files.delete(at("p.json"));
    assertThat(verify().exitCode()).isEqualTo(2);
    assertThat(verify().err()).contains("there is no such file");
  }

  @Test
  void a_benchmark_prints_one_json_object() throws Exception {
    proved();
    Terminal.Said said =
        Terminal.run(
            "zk",
            "bench",
            "--zkey",
            at("k.zkey"),
            "--wtns",
            at("w.wtns"),
            "--runs",
            3,
            "--threads",
            2);
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode figures = JSON.readTree(said.out());
    for (String name :
        List.of(
            "first_prove_ms", "prove_ms_wall", "prove_ms_cpu", "verify_ms_wall", "verify_ms_cpu")) {
      assertThat(figures.get(name).asDouble()).as(name).isPositive();
    }
    assertThat(figures.get("runs").asInt()).isEqualTo(3);
  }

  @Test
  void files_that_are_none_are_named_and_nothing_is_written() throws Exception {
    proved();
    Files.delete(at("p.json"));
    byte[] witness = Files.readAllBytes(at("w.wtns"));
    witness[witness.length - 1] = (byte) 0xff;
    Files.write(at("w.wtns"), witness);
    Terminal.Said said = prove();
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .startsWith("error: '%s', section 2 (values), byte ".formatted(at("w.wtns")));
    assertThat(at("p.json")).doesNotExist();
    witness[witness.length - 1] = 0;
    witness[witness.length - 32] ^= 1;
    Files.write(at("w.wtns"), witness);
    assertThat(prove().err()).contains("not a witness of the circuit");
    Files.writeString(at("c.r1cs"), "r1cs");
    assertThat(setup().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(setup().err()).contains("c.r1cs', header, byte 0: 4 bytes");
  }

  @Test
  void a_program_that_is_none_is_named() throws Exception {
    Files.writeString(at("p.wasm"), "not wasm");
    Files.writeString(at("i.json"), "{}");
    Terminal.Said said =
        Terminal.run(
            "zk", "witness", "--wasm", at("p.wasm"), "--input", at("i.json"), "--wtns", at("w"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: '" + at("p.wasm") + "': not a WebAssembly module");
    assertThat(at("w")).doesNotExist();
  }

  @Test
  void mistakes_are_usage_and_files_that_cannot_be_written_are_errors() throws Exception {
    assertThat(Terminal.run("zk").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Terminal.run("zk", "setup").err()).contains("--r1cs", "--zkey", "--vkey");
    Terminal.Said said =
        Terminal.run(
            "zk", "circuit", "--kind=secure", "--size=4", "--r1cs=" + at("c"), "--wtns=" + at("w"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--input and --wtns: give both");
    said = Terminal.run("zk", "circuit", "--kind=secure", "--size=0", "--r1cs=" + at("c"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("a circuit for 0 values");
    said = Terminal.run("zk", "circuit", "--kind=cat", "--size=4", "--r1cs=" + at("c"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    said = Terminal.run("zk", "bench", "--zkey=a", "--wtns=b", "--runs=0");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    said = Terminal.run("zk", "circuit", "--kind=secure", "--size=4", "--r1cs=" + at("no/c"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains("cannot be written");
  }
}
