package dev.fedbench.core.fedzk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.core.fl.FedAvg;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.core.fl.coordinator.CoordinatorPolicy;
import dev.fedbench.core.fl.coordinator.ProofDemand;
import dev.fedbench.core.fl.identity.Enrolment;
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

/** A real coordinator over real HTTP, and who drives it as with curl. */
final class CurlUser implements AutoCloseable {

  static final long MAX_EXAMPLES = 10;
  static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("weights", 2), TensorSpec.of("bias", 1));

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CoordinatorObserver NOBODY =
      new CoordinatorObserver() {
        @Override
        public void sample(Metric metric, double value) {}

        @Override
        public void round(RoundRow row) {}
      };

  record Answer(int status, JsonNode body) {
    String detail() {
      return body.get("detail").asText();
    }
  }

  /** What a test says of a coordinator; the rest are defaults. */
  static final class Draft {
    private boolean openEnrolment = true;
    private FedZkLimits limits = FedZkLimits.defaults();
    private Optional<ProofDemand> proofs = Optional.empty();
    private RoundPolicy rounds = every(3);
    private Enrolment enrolment = NumberedEnrolment.unsigned(5, MAX_EXAMPLES);

    Draft closedEnrolment() {
      openEnrolment = false;
      return this;
    }

    Draft limits(FedZkLimits other) {
      limits = other;
      return this;
    }

    Draft proofs(ProofDemand demand) {
      proofs = Optional.of(demand);
      return this;
    }

    Draft rounds(RoundPolicy other) {
      rounds = other;
      return this;
    }

    Draft enrolment(Enrolment other) {
      enrolment = other;
      return this;
    }

    CurlUser start() throws Exception {
      return new CurlUser(this);
    }
  }

  /** A new model every so many updates. */
  static RoundPolicy every(int updates) {
    return new RoundPolicy.Asynchronous(1, 1, Duration.ofMinutes(1), updates, OptionalInt.empty());
  }

  final Coordinator coordinator;
  private final HttpClient curl = HttpClient.newHttpClient();

  private CurlUser(Draft draft) throws Exception {
    FedZkApi api = new FedZkApi(draft.openEnrolment, MAX_EXAMPLES, draft.limits);
    HttpTransport http = new HttpTransport();
    CoordinatorPolicy policy =
        new CoordinatorPolicy(
            draft.rounds, new FedAvg(), false, false, draft.proofs, Duration.ofMinutes(1), true, 1);
    coordinator =
        Coordinator.start(
            api.over(http, http.address("127.0.0.1", 0), ServerOptions.defaults()),
            policy,
            draft.enrolment,
            Optional.of(Tensors.zeros(LAYOUT)),
            NOBODY);
    api.attach(coordinator);
  }

  Answer post(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("/submit_update"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  JsonNode get(String path) throws Exception {
    Answer answer = send(HttpRequest.newBuilder(uri(path)).build());
    assertThat(answer.status).isEqualTo(200);
    return answer.body;
  }

  private URI uri(String path) {
    return coordinator.endpoint().resolve(path);
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = curl.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .as("%d %s", response.statusCode(), response.body())
        .startsWith("application/json");
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  @Override
  public void close() {
    coordinator.close();
  }
}
