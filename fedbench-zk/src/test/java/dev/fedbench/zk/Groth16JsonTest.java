package dev.fedbench.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.proof.Bounds;
import dev.fedbench.proof.Circuit;
import dev.fedbench.proof.CircuitSpec;
import dev.fedbench.proof.Claim;
import dev.fedbench.proof.Keys;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.ProofException;
import dev.fedbench.proof.ProofKind;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.proof.ProofVerifier;
import dev.fedbench.proof.QuantizedUpdate;
import dev.fedbench.proof.Statement;
import dev.fedbench.proof.UpdateContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What third parties and other tools read and write: snarkjs's JSON, by way of the api. */
class Groth16JsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ProofSystem SYSTEM = new Groth16ProofSystem();
  private static final String P =
      "21888242871839275222246405745257275088696311157297823662689037894645226208583";

  private static Keys keys;
  private static Claim claim;
  private static byte[] part;

  @BeforeAll
  static void aProof() throws Exception {
    Circuit circuit = SYSTEM.circuit(new CircuitSpec(ProofKind.STANDARD, 2, 4));
    keys = SYSTEM.setup(circuit);
    UpdateContext context =
        new UpdateContext(new byte[16], 1, 1, "a", 1, new byte[UpdateContext.SALT_BYTES]);
    QuantizedUpdate update = new QuantizedUpdate(new int[] {3, -4}, 4, 1);
    claim = circuit.claim(context, update, new Bounds(BigInteger.ONE, 0));
    part = keys.generator().prove(claim).parts().get(0);
  }

  private static String file(String name) throws IOException {
    try (InputStream in = Groth16JsonTest.class.getResourceAsStream("snarkjs/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_third_party_verifies_with_nothing_but_text() throws Exception {
    ProofVerifier verifier = SYSTEM.verifier(keys.circuit().id(), keys.verificationKeyJson());
    byte[] read = SYSTEM.fromJson(SYSTEM.toJson(part));
    assertThat(read).isEqualTo(part);
    assertThat(verifier.verify(claim.statements(), new Proof(List.of(read)))).isTrue();
    assertThat(verifier.verifyWhole(2, claim.statements(), new Proof(List.of(read)))).isTrue();
    Statement other =
        new Statement(
            keys.circuit().id(),
            List.of(claim.statements().get(0).publicSignals().get(0), BigInteger.valueOf(24)));
    assertThat(verifier.verify(List.of(other), new Proof(List.of(read)))).isFalse();
  }

  @Test
  void what_is_written_has_the_fields_that_snarkjs_has() throws Exception {
    JsonNode key = MAPPER.readTree(keys.verificationKeyJson());
    JsonNode theirs = MAPPER.readTree(file("secure-12/verification_key.json"));
    assertThat(key.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "protocol",
            "curve",
            "nPublic",
            "vk_alpha_1",
            "vk_beta_2",
            "vk_gamma_2",
            "vk_delta_2",
            "IC");
    key.fieldNames()
        .forEachRemaining(
            name ->
                assertThat(key.get(name).getNodeType()).isEqualTo(theirs.get(name).getNodeType()));
    assertThat(key.get("nPublic").asInt()).isEqualTo(2);
    assertThat(key.get("IC")).hasSize(3);
    JsonNode proof = MAPPER.readTree(SYSTEM.toJson(part));
    assertThat(proof.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("pi_a", "pi_b", "pi_c", "protocol", "curve");
  }

  /** That a key is a circuit's is for whoever names the two to know: here it is snarkjs's own. */
  @Test
  void a_proof_that_snarkjs_made_verifies_by_its_own_files() throws Exception {
    ProofVerifier verifier =
        SYSTEM.verifier("standard-12-16", file("secure-12/verification_key.json"));
    Proof proof = new Proof(List.of(SYSTEM.fromJson(file("secure-12/proof.json"))));
    List<BigInteger> signals = List.of(BigInteger.valueOf(315_978_138), BigInteger.valueOf(8));
    assertThat(verifier.verify(List.of(new Statement("standard-12-16", signals)), proof)).isTrue();
    assertThat(verifier.verify(List.of(new Statement("standard-12-15", signals)), proof)).isFalse();
    JsonNode again = MAPPER.readTree(SYSTEM.toJson(proof.parts().get(0)));
    assertThat(again).isEqualTo(MAPPER.readTree(file("secure-12/proof.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "standard", "standard-2-99", "../../x", "secure-chunk-0-16", "\u001b[2J\0"})
  void there_is_no_verifier_for_what_is_no_circuit(String id) {
    assertThatThrownBy(() -> SYSTEM.verifier(id, keys.verificationKeyJson()))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("is no circuit of groth16; expected the likes of secure-11-16")
        .message()
        .matches("\\p{Print}*");
    assertThatThrownBy(() -> SYSTEM.verifier("x".repeat(100_000), keys.verificationKeyJson()))
        .isInstanceOf(ProofException.class)
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void a_key_with_other_than_the_circuits_signals_is_refused() {
    for (String id : List.of("secure-2-4", "standard-chunk-2-4")) {
      assertThatThrownBy(() -> SYSTEM.verifier(id, keys.verificationKeyJson()))
          .isInstanceOf(ProofException.class)
          .hasMessageStartingWith("the verification key has 2 public signals; " + id + " has ");
    }
  }

  static Stream<String> noProofs() throws Exception {
    String proof = SYSTEM.toJson(part(null));
    String x = MAPPER.readTree(proof).get("pi_a").get(0).asText();
    String b = MAPPER.readTree(proof).get("pi_b").toString();
    String c = MAPPER.readTree(proof).get("pi_c").toString();
    JsonNode tree = MAPPER.readTree(proof);
    String plain = tree.toString();
    return Stream.concat(
        hostile(),
        Stream.of(
            keys.verificationKeyJson(),
            plain.replace("groth16", "plonk"),
            plain.replace("bn128", "bls12381"),
            plain.replace("\"pi_c\"", "\"pi_d\""),
            plain.replace("\"pi_c\"", "\"pi_a\""),
            plain.replace(x, P),
            plain.replace(x, new BigInteger(x).add(new BigInteger(P)).toString()),
            plain.replace(x, "-" + x),
            plain.replace(x, "9".repeat(78)),
            plain.replace(x, "9".repeat(79)),
            plain.replace(x, "\u0661"),
            plain.replace(b, c),
            plain.replace(b, "[[\"0\",\"0\"],[\"1\",\"0\"],[\"0\",\"0\"]]"),
            plain.replace(c, "[\"0\",\"1\",\"0\"]"),
            plain.replace(c, "[\"0\",\"0\",\"1\"]"),
            plain.replace(c, "[\"1\",\"2\",\"2\"]"),
            plain.replace(c, b),
            plain + plain,
            plain.substring(0, plain.length() - 1)));
  }

  /** Parameters come before what is set up for all. */
  private static byte[] part(Object unused) throws Exception {
    if (part == null) {
      aProof();
    }
    return part;
  }

  private static Stream<String> hostile() {
    return Stream.of(
        "",
        " ",
        "null",
        "0",
        "\"\"",
        "[]",
        "{}",
        "{\"\":{}}",
        "[".repeat(60_000),
        "{\"a\":".repeat(10_000),
        "[" + "[],".repeat(20_000) + "[]]",
        "\"" + "x".repeat(50_000),
        "x".repeat(20_000_000),
        "\0",
        "\ud800",
        "\ufeff{}",
        "{\"protocol\":\"groth16\",\"curve\":\"bn128\"}",
        "{\"protocol\":{},\"curve\":[]}",
        "{\"protocol\":\"groth16\",\"curve\":\"bn128\",\"IC\":{},\"nPublic\":\"-1\"}",
        "{\"protocol\":\"groth16\",\"curve\":\"bn128\",\"IC\":[],\"nPublic\":-1}",
        "{\"protocol\":\"groth16\",\"curve\":\"bn128\",\"IC\":[[]],\"nPublic\":0}",
        "{\"protocol\":\"groth16\",\"curve\":\"bn128\",\"pi_a\":[1],\"pi_b\":[],\"pi_c\":true}");
  }

  @ParameterizedTest
  @MethodSource("noProofs")
  void a_text_that_is_no_proof_is_refused_and_nothing_else_happens(String json) {
    assertThatThrownBy(() -> SYSTEM.fromJson(json)).isExactlyInstanceOf(ProofException.class);
  }

  static Stream<String> noKeys() throws Exception {
    part(null);
    JsonNode tree = MAPPER.readTree(keys.verificationKeyJson());
    String plain = tree.toString();
    String alpha = tree.get("vk_alpha_1").toString();
    String gamma = tree.get("vk_gamma_2").toString();
    String delta = tree.get("vk_delta_2").toString();
    String ic1 = tree.get("IC").get(1).toString();
    String none = "[\"0\",\"1\",\"0\"]";
    return Stream.concat(
        hostile(),
        Stream.of(
            SYSTEM.toJson(part),
            plain.replace("groth16", "plonk"),
            plain.replace("bn128", "bls12381"),
            plain.replace("\"nPublic\":2", "\"nPublic\":3"),
            plain.replace("\"nPublic\":2", "\"nPublic\":99999999999999999999"),
            plain.replace("\"nPublic\":2", "\"nPublic\":-1"),
            plain.replace(alpha, none),
            plain.replace(gamma, delta),
            plain.replace(delta, "[[\"0\",\"0\"],[\"1\",\"0\"],[\"0\",\"0\"]]"),
            plain.replace(ic1, none),
            plain.replace(ic1, gamma),
            plain.replace("," + ic1, ""),
            " ".repeat(70_000) + plain,
            plain + "x"));
  }

  @ParameterizedTest
  @MethodSource("noKeys")
  void a_text_that_is_no_key_is_refused_and_nothing_else_happens(String json) {
    assertThatThrownBy(() -> SYSTEM.verifier("standard-2-4", json))
        .isExactlyInstanceOf(ProofException.class);
  }

  @Test
  void broken_texts_are_refused_or_are_another_way_to_write_the_same() throws Exception {
    Random random = new Random(4);
    String proof = SYSTEM.toJson(part);
    int same = 0;
    for (int i = 0; i < 400; i++) {
      StringBuilder broken = new StringBuilder(proof);
      broken.setCharAt(
          random.nextInt(proof.length()), "0 \"[]{},:9-e\\\n".charAt(random.nextInt(14)));
      try {
        assertThat(SYSTEM.fromJson(broken.toString())).isEqualTo(part);
        same++;
      } catch (ProofException e) {
        assertThat(e).hasMessageStartingWith("the proof: ");
      }
    }
    assertThat(same).isLessThan(200);
  }

  @Test
  void bytes_that_are_no_proof_have_no_json() {
    byte[] cut = Arrays.copyOf(part, part.length - 1);
    byte[] changed = part.clone();
    changed[40] ^= 1;
    for (byte[] bytes : List.of(new byte[0], cut, changed, new byte[part.length])) {
      assertThatThrownBy(() -> SYSTEM.toJson(bytes))
          .isExactlyInstanceOf(ProofException.class)
          .hasMessage("these bytes are no proof");
    }
  }
}
