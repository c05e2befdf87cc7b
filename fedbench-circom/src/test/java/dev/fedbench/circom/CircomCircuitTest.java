package dev.fedbench.circom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.Benchmark;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.zk.circom.CircomFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A circuit of one's own, under a key of snarkjs's ceremony. */
@Timeout(120)
class CircomCircuitTest {

  private static final CircuitSpec SPEC = new CircuitSpec(ProofKind.STANDARD, 2, 16);
  private static final Bounds BOUNDS = new Bounds(BigInteger.valueOf(1_000), 1);
  private static final Path ZKEY = ProductProgram.FILES.resolve("snarkjs-key/key.zkey");

  @TempDir private Path directory;
  private Path wasm;
  private CircomCircuit circuit;
  private ProofSystem system;
  private Keys keys;

  /** Two values, and a tag that binds them to context and update. */
  private static Map<String, List<BigInteger>> encode(
      UpdateContext context, QuantizedUpdate update, Bounds bounds) {
    int tag = 31 * context.hashCode() + context.clientId().hashCode() + (int) context.round();
    return Map.of(
        "x", List.of(BigInteger.valueOf(update.values()[0])),
        "y", List.of(BigInteger.valueOf(update.values()[1] & 0xff)),
        "tag", List.of(BigInteger.valueOf(tag & 0x7fffffff)));
  }

  @BeforeEach
  void open() throws Exception {
    wasm = Files.write(directory.resolve("product.wasm"), ProductProgram.builder().build());
    circuit = CircomCircuit.of(wasm, ZKEY, CircomCircuitTest::encode);
    system = circuit.proofSystem();
    keys = system.setup(system.circuit(SPEC));
  }

  private static QuantizedUpdate update(int... values) {
    return new QuantizedUpdate(values, 16, 1_000);
  }

  private static UpdateContext context(String client) {
    return new UpdateContext(new byte[16], 1, 1, client, 1, new byte[32]);
  }

  private Claim claim(String client, int x, int y) {
    return keys.circuit().claim(context(client), update(x, y), BOUNDS);
  }

  @Test
  void both_sides_derive_the_same_and_the_proof_is_of_this_update_alone() throws Exception {
    Claim claim = claim("a", 11, 13);
    Proof proof = keys.generator().prove(claim);
    List<Statement> derived = system.circuit(SPEC).statements(context("a"), update(11, 13), BOUNDS);
    assertThat(derived).isEqualTo(claim.statements()).hasSize(1);
    assertThat(derived.get(0).publicSignals().get(0)).isEqualTo(143);
    ProofVerifier verifier = keys.verifier();
    assertThat(verifier.verify(derived, proof)).isTrue();
    assertThat(verifier.verifyWhole(2, derived, proof)).isTrue();
    List<Statement> another = claim("b", 11, 13).statements();
    assertThat(verifier.verify(another, proof)).isFalse();
    assertThat(verifier.verify(claim("a", 11, 12).statements(), proof)).isFalse();
    assertThat(verifier.verify(List.of(), proof)).isFalse();
    assertThat(verifier.verify(derived, new Proof(List.of()))).isFalse();
    assertThat(
            verifier
                .invalid(
                    List.of(derived, another, derived, List.of()),
                    List.of(proof, proof, new Proof(List.of(new byte[3])), proof))
                .stream())
        .containsExactly(1, 2, 3);
    assertThat(verifier.verifyAll(List.of(derived, derived), List.of(proof, proof))).isTrue();
  }

  @Test
  void an_update_that_the_circuit_refuses_has_no_proof_and_no_statement() {
    assertThatThrownBy(() -> keys.generator().prove(claim("a", 16, 1)))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("x has more than 4 bits");
    assertThatThrownBy(() -> system.circuit(SPEC).statements(context("a"), update(16, 1), BOUNDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an assertion failed");
    assertThatThrownBy(() -> keys.circuit().claim(context("a"), update(1, 2, 3), BOUNDS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keys_are_written_read_and_named() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keys.write(out);
    Keys read = system.read(keys.circuit(), new ByteArrayInputStream(out.toByteArray()));
    assertThat(read.id()).isEqualTo(keys.id()).matches("[0-9a-f]{64}");
    Claim claim = read.circuit().claim(context("a"), update(3, 4), BOUNDS);
    Proof proof = read.generator().prove(claim);
    assertThat(keys.verifier().verify(claim.statements(), proof)).isTrue();
    ProofVerifier third = system.verifier(circuit.id(), keys.verificationKeyJson());
    byte[] part = system.fromJson(system.toJson(proof.parts().get(0)));
    assertThat(third.verify(claim.statements(), new Proof(List.of(part)))).isTrue();
    byte[] cut = java.util.Arrays.copyOf(out.toByteArray(), 100);
    assertThatThrownBy(() -> system.read(keys.circuit(), new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> system.verifier("secure-2-16", keys.verificationKeyJson()))
        .isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> system.verifier(circuit.id(), "{}"))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void program_and_key_of_different_circuits_are_found_out() throws Exception {
    WasmBuilder shorter = ProductProgram.builder();
    shorter.function("getWitnessSize", 0, 1, WasmBuilder.constant(8));
    Files.write(wasm, shorter.build());
    CircomCircuit other = CircomCircuit.of(wasm, ZKEY, CircomCircuitTest::encode);
    Keys others = other.proofSystem().setup(other.proofSystem().circuit(SPEC));
    assertThat(other.id()).isNotEqualTo(circuit.id());
    Claim claim = others.circuit().claim(context("a"), update(3, 4), BOUNDS);
    assertThatThrownBy(() -> others.generator().prove(claim))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("a witness of 8 values; the key is for 9");
    WasmBuilder wrong = ProductProgram.builder();
    wrong.function("getMessageChar", 0, 1, WasmBuilder.constant(0));
    wrong.function("getWitness", 1, 0); // whatever was shared last
    Files.write(wasm, wrong.build());
    CircomCircuit lying = CircomCircuit.of(wasm, ZKEY, CircomCircuitTest::encode);
    byte[] wtns = lying.witness(ProductProgram.inputs(1, 2, 3));
    assertThatThrownBy(() -> lying.key().proveEncoded(wtns))
        .isInstanceOf(CircomFileException.class);
  }

  /** Synthetic clients' values are beyond 4 bits: those the encoder brings into range. */
  @Test
  void a_whole_run_with_a_circuit_of_ones_own() throws Exception {
    InputEncoder encoder =
        (context, update, bounds) ->
            encode(context, update(update.values()[0] & 15, update.values()[1]), bounds);
    CircomCircuit own = CircomCircuit.of(wasm, ZKEY, encoder);
    BenchmarkResult result =
        Benchmark.builder()
            .clients(5)
            .inputSize(1)
            .transport("inprocess")
            .proofs(ProofPolicy.standard())
            .proofSystem(own.proofSystem())
            .run();
    assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.COMPLETED);
    ScenarioResult scenario = result.scenarios().get(0);
    assertThat(scenario.metric(FederatedMetrics.PROOF_VERIFICATION).orElseThrow().count())
        .isEqualTo(5);
    assertThat(scenario.metric(FederatedMetrics.WITNESS)).isPresent();
  }
}
