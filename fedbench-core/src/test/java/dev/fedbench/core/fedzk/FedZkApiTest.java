package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.identity.NumberedEnrolment;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.RoundPolicy;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import dev.fedbench.rpc.ServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A curl user drives a coordinator. */
class FedZkApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("weights", 2), TensorSpec.of("bias", 1));
  private static final CoordinatorObserver NOBODY =
      new CoordinatorObserver() {
        @Override
        public void sample(Metric metric, double value) {}

        @Override
        public void round(RoundRow row) {}
      };

  private final HttpClient curl = HttpClient.newHttpClient();
  private Optional<Coordinator> running = Optional.empty();

  private record Answer(int status, JsonNode body) {}

  private Coordinator start(boolean openEnrolment, FedZkLimits limits) throws Exception {
    FedZkApi api = new FedZkApi(openEnrolment, 10, limits);
    HttpTransport http = new HttpTransport();
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            new RoundPolicy.Asynchronous(1, 1, Duration.ofMinutes(1), 3, OptionalInt.empty()),
            new FedAvg(),
            false,
            false,
            Optional.empty(),
            Duration.ofMinutes(1),
            true,
            1);
    Coordinator coordinator =
        Coordinator.start(
            api.over(http, http.address("127.0.0.1", 0), ServerOptions.defaults()),
            policy,
            NumberedEnrolment.unsigned(5, 10),
            Optional.of(Tensors.zeros(LAYOUT)),
            NOBODY);
    api.attach(coordinator);
    running = Optional.of(coordinator);
    return coordinator;
  }

  @AfterEach
  void stop() {
    running.ifPresent(Coordinator::close);
  }

  private Answer post(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/submit_update"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode get(String path) throws Exception {
    Answer answer = send(HttpRequest.newBuilder(uri(path)).build());
    assertThat(answer.status).isEqualTo(200);
    return answer.body;
  }

  private URI uri(String path) {
    return running.orElseThrow().endpoint().resolve(path);
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = curl.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static String update(String client, double a, double b, double bias) {
    return "{\"gradients\":{\"weights\":[%s,%s],\"bias\":[%s]},\"client_id\":\"%s\"}"
        .formatted(a, b, bias, client);
  }

  @Test
  void the_third_update_makes_a_model_and_returns_the_mean() throws Exception {
    start(true, FedZkLimits.defaults());
    Answer first = post(update("a", 1, 2, 3));
    assertThat(first.status).isEqualTo(200);
    assertThat(first.body.get("status").asText()).isEqualTo("accepted");
    assertThat(first.body.get("model_version").asLong()).isEqualTo(1);
    assertThat(first.body.get("global_update").isNull()).isTrue();
    assertThat(get("/status").get("pending_updates").asLong()).isEqualTo(1);
    post(update("b", 2, 4, 8));
    Answer third = post(update("c", 4.5, -1.25, 0.5));
    assertThat(third.body.get("status").asText()).isEqualTo("aggregated");
    assertThat(third.body.get("model_version").asLong()).isEqualTo(2);
    JsonNode mean = third.body.get("global_update");
    assertThat(mean.get("weights").get(0).asDouble()).isCloseTo(7.5 / 3, within(1e-12));
    assertThat(mean.get("weights").get(1).asDouble()).isCloseTo(4.75 / 3, within(1e-12));
    assertThat(mean.get("bias").get(0).asDouble()).isCloseTo(11.5 / 3, within(1e-12));
    assertThat(get("/status").get("pending_updates").asLong()).isZero();
    assertThat(get("/status").get("model_version").asLong()).isEqualTo(2);
  }

  @Test
  void the_mean_is_in_double_precision_over_values_rounded_to_float32() throws Exception {
    start(true, FedZkLimits.defaults());
    post(update("a", 0.1, 0, 0));
    post(update("b", 0.2, 0, 0));
    Answer third = post(update("c", 0.7, 0, 0));
    double mean = third.body.get("global_update").get("weights").get(0).asDouble();
    double rounded = ((double) 0.1f + (double) 0.2f + (double) 0.7f) / 3;
    assertThat(mean).isCloseTo(rounded, within(1e-15));
    assertThat(mean).isNotCloseTo(1.0 / 3, within(1e-10)); // the mean of the decimals
    assertThat(mean).isNotEqualTo((double) (float) mean);
  }

  @Test
  void a_scripted_sequence_is_counted_exactly() throws Exception {
    start(true, FedZkLimits.defaults());
    for (int i = 0; i < 7; i++) {
      post(update("client-" + i, i, i, i));
    }
    assertThat(post("{\"gradients\":{\"weights\":[1],\"bias\":[1]}}").status).isEqualTo(422);
    assertThat(post(update("huge", 1e300, 0, 0)).status).isEqualTo(422);
    assertThat(post("not json").status).isEqualTo(422);
    JsonNode security = get("/security");
    assertThat(security.get("performance").get("total_verifications").asLong()).isEqualTo(9);
    assertThat(security.get("performance").get("failed_verifications").asLong()).isEqualTo(2);
    assertThat(security.get("security").get("total_failed_verifications").asLong()).isEqualTo(2);
    assertThat(security.get("system").get("total_aggregation_batches").asLong()).isEqualTo(2);
    assertThat(security.get("system").get("total_pending_updates").asLong()).isEqualTo(1);
    assertThat(security.get("system").get("current_model_version").asLong()).isEqualTo(3);
    JsonNode health = get("/health");
    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(health.get("aggregation").get("completed_batches").asLong()).isEqualTo(2);
    JsonNode history = get("/aggregation/history?limit=1");
    assertThat(history).hasSize(1);
    assertThat(history.get(0).get("num_updates").asLong()).isEqualTo(3);
    assertThat(history.get(0).get("model_version").asLong()).isEqualTo(3);
    assertThat(get("/aggregation/history")).hasSize(2);
  }

  @Test
  void the_eleventh_request_of_a_client_is_refused_and_a_client_that_fails_is_blocked()
      throws Exception {
    start(true, FedZkLimits.defaults());
    for (int i = 0; i < 10; i++) {
      assertThat(post(update("busy", 1, 1, 1)).status).isEqualTo(200);
    }
    assertThat(post(update("busy", 1, 1, 1)).status).isEqualTo(429);
    assertThat(post(update("other", 1, 1, 1)).status).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      assertThat(post("{\"client_id\":\"bad\",\"gradients\":{\"x\":[1]}}").status).isEqualTo(422);
    }
    Answer blocked = post(update("bad", 1, 1, 1));
    assertThat(blocked.status).isEqualTo(429);
    assertThat(blocked.body.get("detail").asText()).contains("blocked");
    assertThat(get("/security").get("security").get("blocked_clients").asLong()).isEqualTo(1);
  }

  @Test
  void without_open_enrolment_nothing_is_taken_and_nothing_changes() throws Exception {
    start(false, FedZkLimits.defaults());
    assertThat(post(update("a", 1, 2, 3)).status).isEqualTo(403);
    assertThat(get("/status").get("pending_updates").asLong()).isZero();
  }
}
