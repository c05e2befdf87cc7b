package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A curl user drives a coordinator. */
class FedZkApiTest {

  private final List<CurlUser> started = new ArrayList<>();

  private CurlUser start(CurlUser.Draft draft) throws Exception {
    CurlUser user = draft.start();
    started.add(user);
    return user;
  }

  @AfterEach
  void stop() {
    started.forEach(CurlUser::close);
  }

  private static String update(String client, double a, double b, double bias) {
    return "{\"gradients\":{\"weights\":[%s,%s],\"bias\":[%s]},\"client_id\":\"%s\"}"
        .formatted(a, b, bias, client);
  }

  @Test
  void the_third_update_makes_a_model_and_returns_the_mean() throws Exception {
    CurlUser curl = start(new CurlUser.Draft());
    CurlUser.Answer first = curl.post(update("a", 1, 2, 3));
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().get("status").asText()).isEqualTo("accepted");
    assertThat(first.body().get("model_version").asLong()).isEqualTo(1);
    assertThat(first.body().get("global_update").isNull()).isTrue();
    assertThat(curl.get("/status").get("pending_updates").asLong()).isEqualTo(1);
    curl.post(update("b", 2, 4, 8));
    CurlUser.Answer third = curl.post(update("c", 4.5, -1.25, 0.5));
    assertThat(third.body().get("status").asText()).isEqualTo("aggregated");
    assertThat(third.body().get("model_version").asLong()).isEqualTo(2);
    JsonNode mean = third.body().get("global_update");
    assertThat(mean.get("weights").get(0).asDouble()).isCloseTo(7.5 / 3, within(1e-12));
    assertThat(mean.get("weights").get(1).asDouble()).isCloseTo(4.75 / 3, within(1e-12));
    assertThat(mean.get("bias").get(0).asDouble()).isCloseTo(11.5 / 3, within(1e-12));
    assertThat(curl.get("/status").get("pending_updates").asLong()).isZero();
    assertThat(curl.get("/status").get("model_version").asLong()).isEqualTo(2);
  }

  @Test
  void the_mean_is_in_double_precision_over_values_rounded_to_float32() throws Exception {
    CurlUser curl = start(new CurlUser.Draft());
    curl.post(update("a", 0.1, 0, 0));
    curl.post(update("b", 0.2, 0, 0));
    CurlUser.Answer third = curl.post(update("c", 0.7, 0, 0));
    double mean = third.body().get("global_update").get("weights").get(0).asDouble();
    double rounded = ((double) 0.1f + (double) 0.2f + (double) 0.7f) / 3;
    assertThat(mean).isCloseTo(rounded, within(1e-15));
    assertThat(mean).isNotCloseTo(1.0 / 3, within(1e-10)); // the mean of the decimals
    assertThat(mean).isNotEqualTo((double) (float) mean);
  }

  @Test
  void a_scripted_sequence_is_counted_exactly() throws Exception {
    CurlUser curl = start(new CurlUser.Draft());
    for (int i = 0; i < 7; i++) {
      curl.post(update("client-" + i, i, i, i));
    }
    assertThat(curl.post("{\"gradients\":{\"weights\":[1],\"bias\":[1]}}").status()).isEqualTo(422);
    assertThat(curl.post(update("huge", 1e300, 0, 0)).status()).isEqualTo(422);
    assertThat(curl.post("not json").status()).isEqualTo(422);
    JsonNode security = curl.get("/security");
    assertThat(security.get("performance").get("total_verifications").asLong()).isEqualTo(9);
    assertThat(security.get("performance").get("failed_verifications").asLong()).isEqualTo(2);
    assertThat(security.get("security").get("total_failed_verifications").asLong()).isEqualTo(2);
    assertThat(security.get("system").get("total_aggregation_batches").asLong()).isEqualTo(2);
    assertThat(security.get("system").get("total_pending_updates").asLong()).isEqualTo(1);
    assertThat(security.get("system").get("current_model_version").asLong()).isEqualTo(3);
    JsonNode health = curl.get("/health");
    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(health.get("aggregation").get("completed_batches").asLong()).isEqualTo(2);
    JsonNode history = curl.get("/aggregation/history?limit=1");
    assertThat(history).hasSize(1);
    assertThat(history.get(0).get("num_updates").asLong()).isEqualTo(3);
    assertThat(history.get(0).get("model_version").asLong()).isEqualTo(3);
    assertThat(curl.get("/aggregation/history")).hasSize(2);
  }

  @Test
  void the_eleventh_request_of_a_client_is_refused_and_a_client_that_fails_is_blocked()
      throws Exception {
    CurlUser curl = start(new CurlUser.Draft());
    for (int i = 0; i < 10; i++) {
      assertThat(curl.post(update("busy", 1, 1, 1)).status()).isEqualTo(200);
    }
    assertThat(curl.post(update("busy", 1, 1, 1)).status()).isEqualTo(429);
    assertThat(curl.post(update("other", 1, 1, 1)).status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      assertThat(curl.post("{\"client_id\":\"bad\",\"gradients\":{\"x\":[1]}}").status())
          .isEqualTo(422);
    }
    CurlUser.Answer blocked = curl.post(update("bad", 1, 1, 1));
    assertThat(blocked.status()).isEqualTo(429);
    assertThat(blocked.body().get("detail").asText()).contains("blocked");
    assertThat(curl.get("/security").get("security").get("blocked_clients").asLong()).isEqualTo(1);
  }

  @Test
  void without_open_enrolment_nothing_is_taken_and_nothing_changes() throws Exception {
    CurlUser curl = start(new CurlUser.Draft().closedEnrolment());
    assertThat(curl.post(update("a", 1, 2, 3)).status()).isEqualTo(403);
    assertThat(curl.get("/status").get("pending_updates").asLong()).isZero();
  }
}
