package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.proof.Bounds;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who submits something else than was proved is refused, whether he sends the public inputs of what
 * was proved or of what he submits. One coordinator for all: none of it leaves a trace.
 */
class FedZkLiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The order of the field of coordinates of BN254's points (EIP-196). */
  private static final BigInteger P =
      new BigInteger(
          "21888242871839275222246405745257275088696311157297823662689037894645226208583");

  private static CurlUser curl;
  private static int clients;

  /** With a model of version 2. */
  @BeforeAll
  static void start() throws Exception {
    curl = new CurlUser.Draft().proofs(ProvenUpdate.DEMAND).rounds(CurlUser.every(1)).start();
    assertThat(curl.post(fresh().body().toString()).status()).isEqualTo(200);
    assertThat(curl.coordinator.status().modelVersion()).isEqualTo(2);
  }

  @AfterAll
  static void stop() {
    curl.close();
  }

  /** Of a client that is not blocked. */
  private static ProvenUpdate fresh() {
    return new ProvenUpdate(curl, "client-" + clients++);
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        Arguments.of("values", change(u -> u.values[0] = 2.999f)),
        Arguments.of("values in another order", change(u -> u.values(-4, 0, 3))),
        Arguments.of("a value's sign", change(u -> u.values(3, 0, 4))),
        Arguments.of("salt", change(u -> u.salt = salt(1))),
        Arguments.of("round", change(u -> u.round++)),
        Arguments.of("base version", change(u -> u.baseVersion++)),
        Arguments.of("example count", change(u -> u.examples++)),
        Arguments.of("client", change(u -> u.client += "'s friend")),
        Arguments.of("bound", change(u -> u.bounds = new Bounds(BigInteger.TEN.pow(8), 1))),
        Arguments.of("least count", change(u -> u.bounds = new Bounds(u.bounds.maxNormSq(), 2))));
  }

  private static Consumer<ProvenUpdate> change(Consumer<ProvenUpdate> change) {
    return change;
  }

  private static byte[] salt(int last) {
    byte[] salt = new byte[32];
    salt[31] = (byte) last;
    return salt;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void what_is_submitted_is_not_what_was_proved(String what, Consumer<ProvenUpdate> change)
      throws Exception {
    ProvenUpdate submitted = fresh();
    ProvenUpdate proved = new ProvenUpdate(curl, submitted.client);
    change.accept(proved);
    String proof = proved.proof();
    FedZkProofTest.refused(
        curl, submitted.body(proof, proved.publicInputs()), 400, Cause.BAD_PROOF);
    FedZkProofTest.refused(
        curl, submitted.body(proof, submitted.publicInputs()), 400, Cause.BAD_PROOF);
  }

  /** The run's id is not proved by itself: the coordinator knows its own. */
  @Test
  void another_run() throws Exception {
    ProvenUpdate other = fresh();
    other.runId = new byte[16];
    FedZkProofTest.refused(curl, other.body(), 400, Cause.BAD_PROOF);
    ProvenUpdate here = new ProvenUpdate(curl, other.client);
    FedZkProofTest.refused(
        curl, here.body(other.proof(), here.publicInputs()), 400, Cause.BAD_PROOF);
    ObjectNode shorter = here.body();
    shorter.put("run_id", shorter.get("run_id").asText().substring(0, 30));
    FedZkProofTest.refused(curl, shorter, 400, Cause.BAD_PROOF);
  }

  @Test
  void an_update_beyond_the_bounds_with_bounds_of_its_own() throws Exception {
    ProvenUpdate proved = fresh().values(3, 0.001, -4); // of norm 5.0000001
    proved.bounds = new Bounds(BigInteger.valueOf(25_000_001), 1);
    String proof = proved.proof();
    FedZkProofTest.refused(curl, proved.body(proof, proved.publicInputs()), 400, Cause.BAD_PROOF);
    List<BigInteger> claimed = List.of(proved.publicInputs().get(0), big(25_000_000), big(1));
    FedZkProofTest.refused(curl, proved.body(proof, claimed), 400, Cause.BAD_PROOF);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          another commitment,       7 25000000 1
          a laxer bound,            C 25000001 1
          a lower least count,      C 25000000 0
          another order,            C 1 25000000
          one fewer,                C 25000000
          one more,                 C 25000000 1 0
          none,                     ''
          the order of the field more, R 25000000 1
          """)
  void public_inputs_that_are_not_the_updates(String what, String inputs) throws Exception {
    ProvenUpdate update = fresh();
    BigInteger commitment = update.publicInputs().get(0);
    BigInteger order =
        new BigInteger(
            "21888242871839275222246405745257275088548364400416034343698204186575808495617");
    List<BigInteger> claimed =
        Stream.of(inputs.split(" "))
            .filter(text -> !text.isEmpty())
            .map(
                text ->
                    switch (text) {
                      case "C" -> commitment;
                      case "R" -> commitment.add(order);
                      default -> new BigInteger(text);
                    })
            .toList();
    FedZkProofTest.refused(curl, update.body(update.proof(), claimed), 400, Cause.BAD_PROOF);
  }

  static Stream<Arguments> tampered() {
    return Stream.of(
        Arguments.of("a digit of A", tamper(p -> increment((ArrayNode) p.get("pi_a"), 0))),
        Arguments.of("A's negative", tamper(p -> negate((ArrayNode) p.get("pi_a")))),
        Arguments.of("C's negative", tamper(p -> negate((ArrayNode) p.get("pi_c")))),
        Arguments.of("A for C", tamper(p -> p.set("pi_c", p.get("pi_a")))),
        Arguments.of("a coordinate not reduced", tamper(FedZkLiesTest::notReduced)),
        Arguments.of("infinity", tamper(p -> infinity(p.putArray("pi_a")))),
        Arguments.of("no C", tamper(p -> p.remove("pi_c"))),
        Arguments.of("no B", tamper(p -> p.putObject("pi_b"))),
        Arguments.of("another protocol", tamper(p -> p.put("protocol", "plonk"))),
        Arguments.of("another curve", tamper(p -> p.put("curve", "bls12381"))),
        Arguments.of("nothing", tamper(ObjectNode::removeAll)),
        Arguments.of("far too much", tamper(p -> p.put("more", "x".repeat(90_000)))));
  }

  private static Consumer<ObjectNode> tamper(Consumer<ObjectNode> change) {
    return change;
  }

  private static void increment(ArrayNode numbers, int at) {
    numbers.set(at, new BigInteger(numbers.get(at).asText()).add(BigInteger.ONE).toString());
  }

  private static void negate(ArrayNode point) {
    point.set(1, P.subtract(new BigInteger(point.get(1).asText())).toString());
  }

  private static void notReduced(ObjectNode proof) {
    ArrayNode point = (ArrayNode) proof.get("pi_a");
    point.set(0, P.add(new BigInteger(point.get(0).asText())).toString());
  }

  private static void infinity(ArrayNode point) {
    point.add("0").add("1").add("0");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tampered")
  void a_proof_that_was_tampered_with(String what, Consumer<ObjectNode> change) throws Exception {
    ProvenUpdate update = fresh();
    ObjectNode proof = (ObjectNode) JSON.readTree(update.proof());
    change.accept(proof);
    ObjectNode body = update.body(proof.toString(), update.publicInputs());
    FedZkProofTest.refused(curl, body, 400, Cause.BAD_PROOF);
  }

  @Test
  void who_was_refused_may_try_again_with_what_is_true() throws Exception {
    ProvenUpdate update = fresh();
    ProvenUpdate other = fresh();
    ObjectNode lie = update.body(other.proof(), update.publicInputs());
    FedZkProofTest.refused(curl, lie, 400, Cause.BAD_PROOF);
    assertThat(curl.post(update.body().toString()).status()).isEqualTo(200);
  }
}
