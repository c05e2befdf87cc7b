package dev.fedbench.zk.snarkjs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.zk.groth16.Proof;
import java.nio.charset.StandardCharsets;

/** Whatever comes, there is a proof, a key, signals, or a refusal. */
class SnarkjsJsonFuzzTest {

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
}
