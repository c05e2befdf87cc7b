package dev.fedbench.zk.snarkjs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.groth16.Proof;
import dev.fedbench.zk.groth16.VerificationKey;
import dev.fedbench.zk.groth16.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outside truth: keys, signals and proofs that snarkjs 0.7.6 made. */
class SnarkjsJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static String file(String name) throws IOException {
    try (InputStream in = SnarkjsJsonTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static VerificationKey key(String circuit) throws Exception {
    return SnarkjsJson.readVerificationKey(file(circuit + "/verification_key.json"));
  }

  private static List<BigInteger> publics(String circuit) throws Exception {
    return SnarkjsJson.readPublics(file(circuit + "/public.json"));
  }

  private static Proof proof(String circuit) throws Exception {
    return SnarkjsJson.readProof(file(circuit + "/proof.json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard-10", "secure-12"})
  void its_proofs_verify(String circuit) throws Exception {
    Verifier verifier = new Verifier(key(circuit));
    assertThat(verifier.verify(publics(circuit), proof(circuit))).isTrue();
    assertThat(
            verifier.verifyAll(
                List.of(publics(circuit), publics(circuit)),
                List.of(proof(circuit), proof(circuit)),
                new SecureRandom()))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard-10", "secure-12"})
  void no_other_signals_proofs_or_keys_do(String circuit) throws Exception {
    Verifier verifier = new Verifier(key(circuit));
    Proof proof = proof(circuit);
    List<BigInteger> publics = publics(circuit);
    for (int i = 0; i < publics.size(); i++) {
      List<BigInteger> other = new ArrayList<>(publics);
      other.set(i, other.get(i).add(BigInteger.ONE));
      assertThat(verifier.verify(other, proof)).isFalse();
      other.set(i, publics.get(i).add(Bn254.ORDER));
      assertThat(verifier.verify(other, proof)).as("the same modulo r").isFalse();
      assertThat(
              verifier.verifyAll(
                  List.of(publics, other), List.of(proof, proof), new SecureRandom()))
          .isFalse();
    }
    assertThat(verifier.verify(publics.subList(1, publics.size()), proof)).isFalse();
    Proof[] others = {
      new Proof(proof.a().negated(), proof.b(), proof.c()),
      new Proof(proof.c(), proof.b(), proof.a()),
      new Proof(proof.a(), proof.b().negated(), proof.c()),
      new Proof(proof.a(), proof.b(), proof.c().plus(G1.GENERATOR)),
      new Proof(G1.INFINITY, proof.b(), proof.c()),
      new Proof(proof.a(), G2.INFINITY, proof.c()),
      new Proof(proof.a(), proof.b(), G1.INFINITY)
    };
    for (Proof other : others) {
      assertThat(verifier.verify(publics, other)).isFalse();
      assertThat(
              verifier.verifyAll(
                  List.of(publics, publics), List.of(proof, other), new SecureRandom()))
          .isFalse();
    }
    String wrong = circuit.equals("secure-12") ? "standard-10" : "secure-12";
    assertThat(new Verifier(key(wrong)).verify(publics, proof)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard-10", "secure-12"})
  void what_is_written_is_what_it_wrote(String circuit) throws Exception {
    assertSame(SnarkjsJson.write(key(circuit)), file(circuit + "/verification_key.json"));
    assertSame(SnarkjsJson.write(proof(circuit)), file(circuit + "/proof.json"));
    assertSame(SnarkjsJson.write(publics(circuit)), file(circuit + "/public.json"));
  }

  private static void assertSame(String ours, String theirs) throws IOException {
    JsonNode expected = MAPPER.readTree(theirs);
    if (expected instanceof ObjectNode object) {
      object.remove("vk_alphabeta_12");
    }
    assertThat(MAPPER.readTree(ours)).isEqualTo(expected);
  }

  @Test
  void proofs_survive_their_own_bytes() throws Exception {
    Proof proof = proof("secure-12");
    assertThat(Proof.decode(proof.encode())).contains(proof);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = proof.encode();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      assertThat(Proof.decode(bytes)).isEmpty();
    }
    assertThat(Proof.decode(new byte[Proof.BYTES])).isEmpty();
    assertThat(Proof.decode(new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | JSON: the end at character 0; expected a value",
        "[1,2 | JSON: the end at character 4; expected ']'",
        "{\"a\": 1} | protocol is missing; expected groth16",
        "[] | proof: not an object",
        "{\"a\": 1, \"a\": 2} | \"a\" stands there twice",
        "{\"a\": 1} x | JSON: 'x' at character 9; expected the end",
        "{\"protocol\": \"groth16\", \"curve\": \"bls12381\"} | curve is bls12381; expected bn128",
        "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]] | JSON nested deeper than 16"
      })
  void what_is_no_proof_is_refused_with_a_reason(String json, String reason) {
    assertThatThrownBy(() -> SnarkjsJson.readProof(json))
        .isInstanceOf(SnarkjsFormatException.class)
        .hasMessage(reason);
  }

  @Test
  void points_that_are_none_are_named() throws Exception {
    String proof = file("secure-12/proof.json");
    String x = proof(("secure-12")).a().x().toString();
    assertThatThrownBy(() -> SnarkjsJson.readProof(proof.replace(x, "5")))
        .hasMessage("pi_a: not a point of G1");
    assertThatThrownBy(() -> SnarkjsJson.readProof(proof.replace(x, "0x5")))
        .hasMessage("pi_a: not a decimal number of up to 100 digits");
    String x0 = proof("secure-12").b().coordinates().get(0).toString();
    assertThatThrownBy(() -> SnarkjsJson.readProof(proof.replace(x0, "5")))
        .hasMessage("pi_b: not a point of G2");
  }

  @Test
  void broken_texts_never_do_more_than_be_refused() throws Exception {
    Random random = new Random(2);
    String key = file("secure-12/verification_key.json");
    for (int i = 0; i < 300; i++) {
      StringBuilder broken = new StringBuilder(key);
      int at = random.nextInt(key.length());
      if (random.nextBoolean()) {
        broken.setLength(at);
      } else {
        broken.setCharAt(at, "0\"[]{},:9-e\\".charAt(random.nextInt(12)));
      }
      try {
        SnarkjsJson.readVerificationKey(broken.toString());
      } catch (SnarkjsFormatException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
