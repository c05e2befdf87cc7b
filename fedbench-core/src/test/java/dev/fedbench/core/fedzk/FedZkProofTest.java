package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fedbench.core.fl.coordinator.CoordinatorStatus;
import dev.fedbench.core.fl.coordinator.OpenAnswer;
import dev.fedbench.core.fl.identity.FleetKeys;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.Tensors;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A curl user drives a coordinator that wants updates proved. */
class FedZkProofTest {

  private final List<CurlUser> started = new ArrayList<>();

  private CurlUser start(CurlUser.Draft draft) throws Exception {
    CurlUser user = draft.start();
    started.add(user);
    return user;
  }

  private CurlUser proving() throws Exception {
    return start(new CurlUser.Draft().proofs(ProvenUpdate.DEMAND));
  }

  @AfterEach
  void stop() {
    started.forEach(CurlUser::close);
  }

  private static void accepted(CurlUser curl, ObjectNode body) throws Exception {
    CurlUser.Answer answer = curl.post(body.toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  /** Refused, counted under its cause, and all else as it was. */
  static void refused(CurlUser curl, ObjectNode body, int status, Cause cause) throws Exception {
    CoordinatorStatus before = curl.coordinator.status();
    JsonNode shown = curl.get("/status");
    CurlUser.Answer answer = curl.post(body.toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
    assertThat(answer.detail()).startsWith(cause + ": ");
    CoordinatorStatus after = curl.coordinator.status();
    assertThat(after.pendingUpdates()).isEqualTo(before.pendingUpdates());
    assertThat(after.modelVersion()).isEqualTo(before.modelVersion());
    assertThat(after.accepted()).isEqualTo(before.accepted());
    assertThat(curl.get("/status")).isEqualTo(shown);
    long count = before.refused().getOrDefault(cause.name(), 0L);
    assertThat(after.refused()).containsEntry(cause.name(), count + 1);
  }

  @Test
  void the_third_proven_update_makes_a_model_and_returns_the_mean_weighted_by_examples()
      throws Exception {
    CurlUser curl = proving();
    CurlUser.Answer first =
        curl.post(new ProvenUpdate(curl, "a").values(0.1, 1, 2).body().toString());
    assertThat(first.status()).as("%s", first.body()).isEqualTo(200);
    assertThat(first.body().get("status").asText()).isEqualTo("accepted");
    assertThat(first.body().get("model_version").asLong()).isEqualTo(1);
    assertThat(first.body().get("global_update").isNull()).isTrue();
    assertThat(curl.get("/status").get("pending_updates").asLong()).isEqualTo(1);
    accepted(curl, new ProvenUpdate(curl, "b").values(0.2, -1, 0.5).examples(2).body());
    CurlUser.Answer third =
        curl.post(
            new ProvenUpdate(curl, "c").values(0.7, 0, -3.0025).examples(10).body().toString());
    assertThat(third.body().get("status").asText()).isEqualTo("aggregated");
    assertThat(third.body().get("model_version").asLong()).isEqualTo(2);
    JsonNode mean = third.body().get("global_update");
    // Of the whole numbers: the mean of the float32 values is 1e-9 away from this.
    assertThat(mean.get("weights").get(0).asDouble())
        .isCloseTo((100 + 2 * 200 + 10 * 700) / 1_000.0 / 13, within(1e-12));
    assertThat(mean.get("weights").get(1).asDouble())
        .isCloseTo((1_000 - 2 * 1_000) / 1_000.0 / 13, within(1e-12));
    // -3.0025 is -3.00250006 in float32, which makes -3003; of the decimal it would be -3002.
    assertThat(mean.get("bias").get(0).asDouble())
        .isCloseTo((2_000 + 2 * 500 - 10 * 3_003) / 1_000.0 / 13, within(1e-12));
    assertThat(curl.get("/status").get("pending_updates").asLong()).isZero();
    assertThat(curl.get("/status").get("model_version").asLong()).isEqualTo(2);
    assertThat(curl.coordinator.status().refused()).isEmpty();
  }

  @Test
  void public_inputs_may_be_numbers_and_a_proof_of_one_part_may_be_an_array_of_one()
      throws Exception {
    CurlUser curl = proving();
    ProvenUpdate numbers = new ProvenUpdate(curl, "a");
    ObjectNode asNumbers = numbers.body();
    ArrayNode inputs = asNumbers.putArray("public_inputs");
    numbers.publicInputs().forEach(inputs::add);
    accepted(curl, asNumbers);
    ObjectNode asArrays = new ProvenUpdate(curl, "b").body();
    JsonNode proof = asArrays.remove("proof");
    asArrays.putArray("proof").add(proof);
    JsonNode strings = asArrays.remove("public_inputs");
    asArrays.putArray("public_inputs").add(strings);
    accepted(curl, asArrays);
    ObjectNode upperCase = new ProvenUpdate(curl, "c").body();
    upperCase.put("run_id", upperCase.get("run_id").asText().toUpperCase(Locale.ROOT));
    accepted(curl, upperCase);
  }

  @Test
  void who_gives_no_client_id_is_unknown_and_proves_as_that() throws Exception {
    CurlUser curl = proving();
    ObjectNode nameless = new ProvenUpdate(curl, "unknown").body();
    nameless.remove("client_id");
    accepted(curl, nameless);
    refused(curl, nameless, 400, Cause.DUPLICATE);
  }

  @Test
  void a_replay_and_a_lower_round_are_refused_whatever_they_prove() throws Exception {
    CurlUser curl = proving();
    ProvenUpdate update = new ProvenUpdate(curl, "a").round(5);
    ObjectNode body = update.body();
    accepted(curl, body);
    refused(curl, body, 400, Cause.DUPLICATE);
    refused(curl, update.body(), 400, Cause.DUPLICATE); // another proof of the same
    refused(curl, update.values(1, 1, 1).body(), 400, Cause.DUPLICATE);
    refused(curl, update.round(4).body(), 400, Cause.DUPLICATE);
    accepted(curl, update.round(6).body());
    accepted(curl, new ProvenUpdate(curl, "b").round(1).body()); // everyone counts for themselves
  }

  @Test
  void one_update_sent_many_times_at_once_counts_once() throws Exception {
    CurlUser curl =
        start(
            new CurlUser.Draft()
                .proofs(ProvenUpdate.DEMAND)
                .limits(new FedZkLimits(100, Duration.ofHours(1), 100, Duration.ofHours(1))));
    String body = new ProvenUpdate(curl, "a").body().toString();
    ExecutorService senders = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> sent = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sent.add(senders.submit(() -> curl.post(body).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : sent) {
        statuses.add(each.get());
      }
      assertThat(statuses).containsExactlyInAnyOrder(200, 400, 400, 400, 400, 400, 400, 400);
    } finally {
      senders.shutdownNow();
    }
    assertThat(curl.coordinator.status().accepted()).isEqualTo(1);
    assertThat(curl.coordinator.status().pendingUpdates()).isEqualTo(1);
    assertThat(curl.coordinator.status().refused()).isEqualTo(Map.of("DUPLICATE", 7L));
  }

  @Test
  void a_base_version_that_there_is_not_yet_or_no_more_is_refused() throws Exception {
    CurlUser curl =
        start(
            new CurlUser.Draft()
                .proofs(ProvenUpdate.DEMAND)
                .rounds(
                    new RoundPolicy.Asynchronous(
                        1, 1, Duration.ofMinutes(1), 1, OptionalInt.of(0))));
    ProvenUpdate update = new ProvenUpdate(curl, "a");
    update.baseVersion = 2;
    refused(curl, update.body(), 400, Cause.STALE);
    update.baseVersion = 0;
    refused(curl, update.body(), 400, Cause.STALE);
    update.baseVersion = 1;
    accepted(curl, update.body());
    refused(curl, new ProvenUpdate(curl, "b").body(), 400, Cause.STALE);
  }

  @Test
  void a_value_that_does_not_fit_is_an_overflow_that_names_it() throws Exception {
    CurlUser curl = proving();
    ObjectNode body = new ProvenUpdate(curl, "a").body();
    ((ObjectNode) body.get("gradients")).putArray("weights").add(0).add(32.768);
    assertThat(curl.post(body.toString()).detail())
        .startsWith("OVERFLOW: tensor 'weights', index 1 is 32.768: times 1000");
    for (double beyond : new double[] {-32.769, 1e300, -1e300}) {
      ((ObjectNode) body.get("gradients")).putArray("weights").add(0).add(beyond);
      refused(curl, body, 422, Cause.OVERFLOW);
    }
  }

  @Test
  void an_update_stands_for_some_examples_and_no_more_than_the_cap() throws Exception {
    CurlUser curl = proving();
    ProvenUpdate update = new ProvenUpdate(curl, "a");
    refused(curl, update.examples(0).body(), 422, Cause.MALFORMED);
    for (long beyond : new long[] {CurlUser.MAX_EXAMPLES + 1, Long.MAX_VALUE}) {
      refused(curl, update.examples(beyond).body(), 422, Cause.TOO_MANY_EXAMPLES);
    }
    accepted(curl, update.examples(CurlUser.MAX_EXAMPLES).body());
  }

  @Test
  void rounds_begin_at_1_and_end_at_the_largest_number() throws Exception {
    CurlUser curl = proving();
    refused(curl, new ProvenUpdate(curl, "a").round(0).body(), 422, Cause.MALFORMED);
    accepted(curl, new ProvenUpdate(curl, "a").round(Long.MAX_VALUE).body());
    refused(curl, new ProvenUpdate(curl, "a").round(1).body(), 400, Cause.DUPLICATE);
  }

  @Test
  void who_is_enrolled_with_a_key_signs_and_nobody_speaks_for_him_here() throws Exception {
    FleetKeys keys = FleetKeys.generate(2, new SecureRandom());
    CurlUser curl =
        start(
            new CurlUser.Draft()
                .proofs(ProvenUpdate.DEMAND)
                .enrolment(NumberedEnrolment.signed(keys, CurlUser.MAX_EXAMPLES)));
    refused(curl, new ProvenUpdate(curl, "1").body(), 403, Cause.UNSIGNED);
    accepted(curl, new ProvenUpdate(curl, "2").body());
  }

  @Test
  void a_client_whose_proofs_are_bad_is_blocked() throws Exception {
    CurlUser curl = proving();
    ProvenUpdate update = new ProvenUpdate(curl, "a");
    ObjectNode bad = update.body(new ProvenUpdate(curl, "b").proof(), update.publicInputs());
    for (int i = 0; i < 5; i++) {
      refused(curl, bad, 400, Cause.BAD_PROOF);
    }
    assertThat(curl.post(update.body().toString()).status()).isEqualTo(429);
    JsonNode security = curl.get("/security");
    assertThat(security.get("security").get("total_failed_verifications").asLong()).isEqualTo(5);
    assertThat(security.get("security").get("blocked_clients").asLong()).isEqualTo(1);
    assertThat(security.get("performance").get("success_rate").asDouble()).isZero();
  }

  /** A name costs nothing: who tries with a new one each time is known by where he is. */
  @Test
  void an_address_of_a_hundred_wrong_updates_under_as_many_names_is_not_heard_for_a_while()
      throws Exception {
    CurlUser curl = proving();
    String right = new ProvenUpdate(curl, "honest").body().toString();
    ObjectNode wrong = new ProvenUpdate(curl, "a").body().put("example_count", 0);
    for (int i = 0; i < 100; i++) {
      assertThat(curl.post(wrong.put("client_id", "a" + i).toString()).status()).isEqualTo(422);
    }
    CurlUser.Answer answer = curl.post(right);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.detail()).contains("wrong updates came from where you are");
    assertThat(curl.coordinator.status().refused()).isEqualTo(Map.of("MALFORMED", 100L));
  }

  @Test
  void status_tells_all_that_a_client_needs_to_prove() throws Exception {
    CurlUser curl = proving();
    JsonNode status = curl.get("/status");
    assertThat(status.get("run_id").asText())
        .isEqualTo(HexFormat.of().formatHex(curl.coordinator.runId()))
        .hasSize(32);
    JsonNode terms = status.get("proofs");
    assertThat(terms.get("system").asText()).isEqualTo("groth16");
    assertThat(terms.get("kind").asText()).isEqualTo("secure");
    assertThat(terms.get("values").asLong()).isEqualTo(3);
    assertThat(terms.get("bits").asInt()).isEqualTo(16);
    assertThat(terms.get("scale").asLong()).isEqualTo(1_000);
    assertThat(new BigInteger(terms.get("max_norm_sq").asText())).isEqualTo(25_000_000);
    assertThat(terms.get("min_active").asLong()).isEqualTo(1);
    assertThat(terms.get("circuit_id").asText()).isEqualTo("secure-3-16");
    assertThat(terms.get("key_id").asText()).isEqualTo(ProvenUpdate.KEYS.id());
    assertThat(verification(curl).get("status").asText()).isEqualTo("active");
    assertThat(verification(curl).get("verifier_initialized").asBoolean()).isTrue();
  }

  private static JsonNode verification(CurlUser curl) throws Exception {
    return curl.get("/health").get("cryptographic_verification");
  }

  @Test
  void a_coordinator_without_proofs_says_so_and_refuses_a_proof() throws Exception {
    CurlUser curl = start(new CurlUser.Draft());
    assertThat(curl.get("/status").get("proofs").isNull()).isTrue();
    assertThat(verification(curl).get("status").asText()).isEqualTo("off");
    assertThat(verification(curl).get("verifier_initialized").asBoolean()).isFalse();
    ObjectNode body = new ProvenUpdate(curl, "a").body();
    CurlUser.Answer refused = curl.post(body.toString());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail()).startsWith("proof: this coordinator verifies no proofs");
    body.putObject("proof");
    assertThat(curl.post(body.toString()).detail()).startsWith("public_inputs: ");
    body.putArray("public_inputs");
    accepted(curl, body);
  }

  @Test
  void synchronous_rounds_take_no_updates_from_outside() throws Exception {
    CurlUser curl =
        start(
            new CurlUser.Draft()
                .proofs(ProvenUpdate.DEMAND)
                .rounds(new RoundPolicy.Synchronous(1, 1, Duration.ofMinutes(1), 1)));
    refused(curl, new ProvenUpdate(curl, "a").body(), 422, Cause.WRONG_ROUND);
  }

  @Test
  void after_the_end_of_the_run_nothing_is_taken() throws Exception {
    CurlUser curl = proving();
    curl.coordinator.abort("enough");
    refused(curl, new ProvenUpdate(curl, "a").body(), 422, Cause.FINISHED);
  }

  @Test
  void an_unproven_update_is_not_taken_by_any_way_round() throws Exception {
    CurlUser curl = proving();
    OpenAnswer answer = curl.coordinator.submitUnsigned(Tensors.zeros(CurlUser.LAYOUT));
    assertThat(answer)
        .isInstanceOfSatisfying(
            OpenAnswer.Refused.class,
            refused -> assertThat(refused.refusal().cause()).isEqualTo(Cause.UNPROVEN));
    assertThat(curl.coordinator.status().pendingUpdates()).isZero();
  }
}
