package dev.fedbench.core.fedzk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ticker;
import dev.fedbench.core.fl.coordinator.AggregationEntry;
import dev.fedbench.core.fl.coordinator.Coordinator;
import dev.fedbench.core.fl.coordinator.CoordinatorStatus;
import dev.fedbench.core.fl.coordinator.OpenAnswer;
import dev.fedbench.core.fl.coordinator.OutsideUpdate;
import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.ProofTerms;
import dev.fedbench.core.transport.http.HttpEndpoint;
import dev.fedbench.core.transport.http.HttpQuestion;
import dev.fedbench.core.transport.http.HttpReply;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.fl.Tensors;
import dev.fedbench.rpc.ServerOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FedZK's coordinator API: {@code POST /submit_update}, {@code GET /status}, {@code /health},
 * {@code /security}, {@code /aggregation/history}. Made before the coordinator whose server carries
 * it, and attached to it after. Thread-safe.
 *
 * <p>{@code global_update} is the aggregator's step in double precision, by tensor, flattened in
 * row-major order: null but in the answer to the update that triggers the aggregation. With FedAvg
 * it is the mean of the updates weighted by examples. Updates over this API count as one example
 * each, so among themselves the mean is unweighted. Their values are rounded to float32 before they
 * are added; the mean is not rounded, the model that it makes is. Where updates must be proved,
 * values are quantised as the run's policy says, proof and context are checked against them, and
 * they count as many examples as they say, up to a cap.
 */
public final class FedZkApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LIMIT = Pattern.compile("(?:.*&)?limit=(\\d{1,4})(?:&.*)?");

  /**
   * Client ids are the sender's word, and he may have as many as he likes: of wrong updates an
   * address gets so many. Right ones are not limited: all clients may be behind one address.
   */
  private static final FedZkLimits ADDRESS_LIMITS =
      new FedZkLimits(1, Duration.ofMinutes(1), 100, Duration.ofMinutes(1));

  private final boolean openEnrolment;
  private final long maxExamples;
  private final ClientLimiter limiter;
  private final ClientLimiter addresses;
  private final LongAdder verifications = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder verificationNanos = new LongAdder();
  private volatile Optional<Coordinator> coordinator = Optional.empty();

  /**
   * An API without a coordinator: it answers 503 until it is attached to one.
   *
   * @param openEnrolment whether to take updates, all of which are unsigned
   * @param maxExamples the most examples that a proven update may stand for; others count as one
   */
  public FedZkApi(boolean openEnrolment, long maxExamples, FedZkLimits limits) {
    this(openEnrolment, maxExamples, limits, Ticker.systemTicker());
  }

  FedZkApi(boolean openEnrolment, long maxExamples, FedZkLimits limits, Ticker ticker) {
    this.openEnrolment = openEnrolment;
    this.maxExamples = maxExamples;
    this.limiter = new ClientLimiter(limits, ticker);
    this.addresses = new ClientLimiter(ADDRESS_LIMITS, ticker);
  }

  /** From now on this coordinator answers. */
  public void attach(Coordinator running) {
    coordinator = Optional.of(running);
  }

  /** How a coordinator's server is started so that it answers this API too. */
  public Coordinator.ServerStart over(HttpTransport transport, URI bind, ServerOptions options) {
    return handler -> transport.serve(bind, handler, options, endpoints());
  }

  /** What the server is to answer. */
  List<HttpEndpoint> endpoints() {
    return List.of(
        endpoint("POST", "/submit_update", this::refusal, this::submit),
        open("/status", (here, question) -> ok(status(here))),
        open("/health", (here, question) -> ok(health(here))),
        open("/security", (here, question) -> ok(security(here.status()))),
        open("/aggregation/history", FedZkApi::history));
  }

  private HttpEndpoint open(String path, Answer answer) {
    return endpoint("GET", path, head -> Optional.empty(), answer);
  }

  private interface Answer {
    HttpReply to(Coordinator here, HttpQuestion question);
  }

  private HttpEndpoint endpoint(
      String method,
      String path,
      Function<HttpQuestion, Optional<HttpReply>> refusal,
      Answer answer) {
    return new HttpEndpoint() {
      @Override
      public String method() {
        return method;
      }

      @Override
      public String path() {
        return path;
      }

      @Override
      public Optional<HttpReply> refusal(HttpQuestion head) {
        return refusal.apply(head);
      }

      @Override
      public CompletionStage<HttpReply> answer(HttpQuestion question) {
        Function<Coordinator, HttpReply> known = here -> answer.to(here, question);
        return CompletableFuture.completedFuture(
            coordinator.map(known).orElseGet(() -> detail(503, "starting")));
      }
    };
  }

  /** Whose body need not be read. */
  private Optional<HttpReply> refusal(HttpQuestion head) {
    if (!openEnrolment) {
      return Optional.of(
          detail(
              403,
              "enrolment is closed: updates must be signed, and this API carries no signatures"));
    }
    if (!addresses.wait(head.remoteAddress()).isZero()) {
      return Optional.of(
          detail(429, "too many wrong updates came from where you are; try again later"));
    }
    return Optional.empty();
  }

  private HttpReply submit(Coordinator here, HttpQuestion question) {
    SubmitUpdate update;
    try {
      update = SubmitUpdate.parse(question.body(), proofs(here));
    } catch (SubmitUpdate.InvalidBodyException e) {
      return detail(422, e.getMessage());
    }
    switch (limiter.request(update.clientId())) {
      case RATE_LIMITED -> {
        return detail(429, "this client has exceeded its rate limit");
      }
      case BLOCKED -> {
        return detail(429, "this client is temporarily blocked");
      }
      case ALLOWED -> {}
    }
    HttpReply reply = verify(here, update);
    if (reply.status() != 200) {
      failures.increment();
      limiter.failed(update.clientId());
      addresses.failed(question.remoteAddress());
    }
    return reply;
  }

  /** How many proofs an update has. */
  private static int proofs(Coordinator here) {
    return here.keys().map(keys -> keys.circuit().proofs()).orElse(0);
  }

  private HttpReply verify(Coordinator here, SubmitUpdate update) {
    long start = System.nanoTime();
    verifications.increment();
    try {
      Tensors delta = update.tensors(here.layout());
      OpenAnswer answer =
          update.evidence().isPresent()
              ? here.submitProven(delta, with(update), maxExamples)
              : here.submitUnsigned(delta);
      verificationNanos.add(System.nanoTime() - start);
      if (answer instanceof OpenAnswer.Refused refused) {
        return detail(status(refused.refusal().cause()), refused.refusal().toString());
      }
      return ok(accepted((OpenAnswer.Accepted) answer));
    } catch (SubmitUpdate.InvalidBodyException e) {
      verificationNanos.add(System.nanoTime() - start);
      return detail(422, e.getMessage());
    }
  }

  /** A proof that does not fit is a bad request; other mistakes are of form. */
  private static int status(Cause cause) {
    return switch (cause) {
      case BAD_PROOF, DUPLICATE, STALE -> 400;
      case UNSIGNED -> 403;
      default -> 422;
    };
  }

  private static OutsideUpdate with(SubmitUpdate update) {
    SubmitUpdate.Evidence evidence = update.evidence().orElseThrow();
    return new OutsideUpdate(
        update.clientId(),
        evidence.runId(),
        evidence.round(),
        evidence.baseVersion(),
        evidence.examples(),
        evidence.salt(),
        evidence.publicInputs(),
        evidence.proofs());
  }

  private static Map<String, Object> accepted(OpenAnswer.Accepted accepted) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", accepted.step().isPresent() ? "aggregated" : "accepted");
    reply.put("model_version", accepted.modelVersion());
    reply.put("global_update", accepted.step().orElse(null));
    return reply;
  }

  private static Map<String, Object> status(Coordinator here) {
    CoordinatorStatus status = here.status();
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("pending_updates", status.pendingUpdates());
    reply.put("model_version", status.modelVersion());
    reply.put("run_id", HexFormat.of().formatHex(here.runId()));
    reply.put("proofs", here.proofTerms().map(FedZkApi::terms).orElse(null));
    return reply;
  }

  /** All that a client needs to know to prove an update. */
  private static Map<String, Object> terms(ProofTerms terms) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("system", terms.system());
    reply.put("kind", terms.spec().kind().name().toLowerCase(Locale.ROOT));
    reply.put("values", terms.spec().values());
    reply.put("bits", terms.spec().bits());
    reply.put("scale", terms.scale());
    reply.put("max_norm_sq", terms.bounds().maxNormSq().toString());
    reply.put("min_active", terms.bounds().minActive());
    reply.put("circuit_id", terms.circuitId());
    reply.put("key_id", terms.keyId());
    return reply;
  }

  private Map<String, Object> security(CoordinatorStatus status) {
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("total_pending_updates", status.pendingUpdates());
    system.put("total_aggregation_batches", status.aggregations());
    system.put("current_model_version", status.modelVersion());
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("security", clients());
    reply.put("performance", performance());
    reply.put("system", system);
    return reply;
  }

  private Map<String, Object> clients() {
    Map<String, Object> clients = new LinkedHashMap<>();
    clients.put("blocked_clients", limiter.blocked());
    clients.put("total_failed_verifications", failures.sum());
    return clients;
  }

  private Map<String, Object> performance() {
    long total = verifications.sum();
    Map<String, Object> performance = new LinkedHashMap<>();
    performance.put(
        "average_verification_time", total == 0 ? null : verificationNanos.sum() / 1e9 / total);
    performance.put("total_verifications", total);
    performance.put("failed_verifications", failures.sum());
    performance.put("blocked_clients", limiter.blocked());
    performance.put("success_rate", total == 0 ? null : 1 - (double) failures.sum() / total);
    return performance;
  }

  private Map<String, Object> health(Coordinator here) {
    CoordinatorStatus status = here.status();
    boolean verifies = here.proofTerms().isPresent();
    Map<String, Object> aggregation = new LinkedHashMap<>();
    aggregation.put("pending_updates", status.pendingUpdates());
    aggregation.put("completed_batches", status.aggregations());
    aggregation.put("current_version", status.modelVersion());
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("status", "healthy");
    reply.put("timestamp", seconds(Instant.now()));
    reply.put(
        "cryptographic_verification",
        Map.of("status", verifies ? "active" : "off", "verifier_initialized", verifies));
    reply.put("security", clients());
    reply.put("aggregation", aggregation);
    reply.put("performance", performance());
    return reply;
  }

  private static HttpReply history(Coordinator here, HttpQuestion question) {
    int limit = 10;
    if (!question.query().isEmpty()) {
      Matcher given = LIMIT.matcher(question.query());
      if (!given.matches()) {
        return detail(422, "limit: expected a number of 0 to 9999");
      }
      limit = Integer.parseInt(given.group(1));
    }
    List<AggregationEntry> all = here.status().history();
    return ok(
        all.subList(Math.max(0, all.size() - limit), all.size()).stream()
            .map(FedZkApi::batch)
            .toList());
  }

  private static Map<String, Object> batch(AggregationEntry entry) {
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("batch_id", "batch_" + entry.number());
    batch.put("num_updates", entry.updates());
    batch.put("created_at", seconds(entry.firstUpdate()));
    batch.put("aggregated_at", seconds(entry.aggregated()));
    batch.put("model_version", entry.modelVersion());
    return batch;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() / 1e9;
  }

  private static HttpReply ok(Object body) {
    return json(200, body);
  }

  private static HttpReply detail(int status, String text) {
    return json(status, Map.of("detail", text));
  }

  private static HttpReply json(int status, Object body) {
    try {
      return HttpReply.json(status, JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, text and numbers are JSON", e);
    }
  }
}
