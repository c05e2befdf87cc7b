package dev.fedbench.zk.snarkjs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.proof.ProofException;
import dev.fedbench.zk.Groth16ProofSystem;
import dev.fedbench.zk.circuit.Shape;
import dev.fedbench.zk.groth16.Proof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, there is a proof, a key, signals, a circuit, or a refusal. */
class SnarkjsJsonFuzzTest {

  private static final Groth16ProofSystem SYSTEM = new Groth16ProofSystem();

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(
            SnarkjsJsonTest.file("secure-12/verification_key.json"),
            SnarkjsJsonTest.file("secure-12/proof.json"),
            SnarkjsJsonTest.file("secure-12/public.json"),
            "secure-chunk-1465-16",
            "")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void parsers_are_total(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      SnarkjsJson.readPublics(text);
    } catch (SnarkjsFormatException e) {
      // just that
    }
    try {
      SnarkjsJson.readProof(text);
    } catch (SnarkjsFormatException e) {
      // just that
    }
    try {
      SnarkjsJson.readVerificationKey(text);
    } catch (SnarkjsFormatException e) {
      // just that
    }
    Proof.decode(data);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void the_proof_system_is_total(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      SYSTEM.toJson(SYSTEM.fromJson(text)); // what it reads, it can write
    } catch (ProofException e) {
      // just that
    }
    try {
      SYSTEM.verifier("standard-12-16", text);
    } catch (ProofException e) {
      // just that
    }
    try {
      SYSTEM.verifier(text, "{}");
    } catch (ProofException e) {
      // just that
    }
    Shape.parse(text).ifPresent(SnarkjsJsonFuzzTest::expectPlain);
  }

  private static void expectPlain(Shape shape) {
    if (shape.proofs(shape.size()) != 1) {
      throw new AssertionError(shape.id());
    }
  }
}
