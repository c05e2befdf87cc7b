package dev.fedbench.core.report;

import dev.fedbench.metric.Better;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Provenance;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.Unit;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Environment;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.Phases;
import dev.fedbench.result.Plan;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** Fixed results, with figures that a test can check by hand. */
final class Results {

  static final UUID ID = UUID.fromString("45c6df2a-98f1-4dbc-ba97-1234567890ab");
  static final Instant START = Instant.parse("2025-04-24T12:34:56.789Z");

  private static final double[] QUIET = {0.0048, 0.0042, 0.0051, 0.0045, 0.0047};

  private Results() {}

  /** One asynchronous pass of five clients without proofs, one of which failed. */
  static BenchmarkResult onePass() {
    return result(List.of(pass(Map.of(), 5, 0.2485)), List.of());
  }

  /** One pass whose updates carry proofs, made here, there and by the host. */
  static BenchmarkResult proven() {
    List<Row> rows = new ArrayList<>();
    for (ProofSource source : ProofSource.values()) {
      ClientRow row = accepted(source.ordinal(), 1);
      Phases plain = row.phases();
      rows.add(
          new ClientRow(
              row.client(),
              row.index(),
              row.round(),
              row.timestamp(),
              row.status(),
              row.cause(),
              row.modelVersion(),
              row.examples(),
              new Phases(
                  plain.training(),
                  plain.trainingCpu(),
                  OptionalDouble.of(0.125),
                  OptionalDouble.of(0.0625),
                  plain.submission(),
                  plain.verification(),
                  OptionalDouble.of(0.5)),
              Optional.of(source)));
    }
    return result(
        List.of(
            new ScenarioResult(
                "federated",
                "run",
                Map.of("proofs", "secure"),
                Outcome.COMPLETED,
                Optional.empty(),
                START,
                Duration.ofSeconds(1),
                List.of(
                    summary(FederatedMetrics.PROOF, 0.125, 0.25),
                    summary(FederatedMetrics.FIRST_PROOF, 0.5)),
                rows,
                0)),
        List.of());
  }

  /** Everything that a report can show. */
  static BenchmarkResult full() {
    List<ScenarioResult> scenarios = new ArrayList<>();
    scenarios.add(rounds());
    scenarios.add(pass(Map.of("clients", "5"), 5, 0.2485));
    scenarios.add(pass(Map.of("clients", "10"), 10, 0.3107));
    scenarios.add(
        new ScenarioResult(
            "federated",
            "run",
            Map.of("clients", "1000"),
            Outcome.CANCELLED,
            Optional.of("the run was cancelled"),
            START.plusSeconds(4),
            Duration.ofNanos(1_234_567_891),
            List.of(),
            List.of(),
            0));
    scenarios.add(rpc());
    return result(
        scenarios,
        List.of(
            "signatures are off: anyone who reaches the coordinator can submit in a client's name",
            "no sample of 'rpc.lateness' was taken"));
  }

  static BenchmarkResult result(List<ScenarioResult> scenarios, List<String> warnings) {
    boolean cancelled = scenarios.stream().anyMatch(s -> s.outcome() == Outcome.CANCELLED);
    return new BenchmarkResult(
        ID,
        START,
        cancelled ? Outcome.CANCELLED : Outcome.COMPLETED,
        Duration.ofNanos(5_123_456_789L),
        config(),
        new Environment(
            "Linux 6.1.0",
            "amd64",
            "Example CPU @ 2.50GHz",
            8,
            16_000_000_000L,
            4_000_000_000L,
            "17.0.15",
            "OpenJDK 64-Bit Server VM, Example",
            "0.1.0"),
        scenarios,
        warnings);
  }

  static Plan plan() {
    return new Plan(ID, START, config(), List.of());
  }

  private static Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("clients", List.of(5, 10, 1000));
    config.put("secure", false);
    config.put("targets", List.of(0.8, 0.955));
    config.put("deadline", 60.0);
    config.put("apiKey", null);
    config.put("policy", Map.of("form", "asynchronous"));
    config.put(
        "sweep", List.of(Map.of("clients", 5), Map.of("clients", 10), Map.of("clients", 1000)));
    return config;
  }

  private static ScenarioResult pass(Map<String, String> parameters, int clients, double duration) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      rows.add(i == 3 ? failed(i, 1) : accepted(i, 1));
    }
    rows.add(Row.builder("rejection").column("cause", "signature").column("count", 1).build());
    rows.add(traffic("coordinator", "received", "submit", clients, 3_245L * clients));
    rows.add(traffic("coordinator", "received", "model", clients, 130L * clients));
    rows.add(traffic("clients", "sent", "submit", clients, 3_245L * clients));
    rows.add(traffic("clients", "sent", "model", clients + 1, 130L * (clients + 1)));
    return new ScenarioResult(
        "federated",
        "run",
        parameters,
        Outcome.COMPLETED,
        Optional.empty(),
        START.plusSeconds(1),
        Duration.ofMillis(412),
        federatedMetrics(rows, duration),
        rows,
        0);
  }

  /** Two synchronous rounds; rows in the order that a run produces them. */
  private static ScenarioResult rounds() {
    List<Row> rows = new ArrayList<>();
    for (int round = 1; round <= 2; round++) {
      rows.add(accepted(0, round));
      rows.add(round == 1 ? failed(1, round) : accepted(1, round));
      rows.add(
          new RoundRow(
              round,
              1 + round,
              2,
              round,
              2 - round,
              true,
              1.5 * round,
              1.25,
              OptionalDouble.of(0.75 / round),
              round == 1 ? OptionalDouble.empty() : OptionalDouble.of(0.8125),
              round == 1 ? 0 : 64,
              1_048_576,
              2_097_152));
    }
    return new ScenarioResult(
        "federated",
        "rounds",
        Map.of(),
        Outcome.COMPLETED,
        Optional.empty(),
        START,
        Duration.ofSeconds(3),
        federatedMetrics(rows, 3.0),
        rows,
        0);
  }

  private static ScenarioResult rpc() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("size", "1024");
    parameters.put("window", "10");
    return new ScenarioResult(
        "rpc",
        "latency",
        parameters,
        Outcome.FAILED,
        Optional.of("the server closed the connection after 120 of 1000 calls"),
        START.plusSeconds(2),
        Duration.ofNanos(987_654_321),
        List.of(
            summary(Metric.seconds("rpc.response"), 0.0000312, 0.000047, 0.0123, 1.75),
            summary(
                new Metric("rpc.rate", Unit.PER_SECOND, Better.HIGHER, Provenance.MEASURED),
                12_345.6),
            summary(Metric.bytes("rpc.heap"), 123_456_789, 125_000_000),
            summary(
                new Metric("rpc.energy", Unit.VALUE, Better.LOWER, Provenance.MODELLED), 0.00042),
            summary(
                new Metric("rpc.hit", Unit.RATIO, Better.HIGHER, Provenance.REPLAYED), 0.98765)),
        List.of(
            Row.builder("curve")
                .column("rate", 1000.5)
                .column("note", "near \"knee\"")
                .column("late", null)
                .build()),
        7);
  }

  /** What a run's metrics are, from its rows. */
  private static List<MetricSummary> federatedMetrics(List<Row> rows, double duration) {
    List<ClientRow> all =
        rows.stream().filter(ClientRow.class::isInstance).map(ClientRow.class::cast).toList();
    List<ClientRow> accepted = all.stream().filter(ClientRow::succeeded).toList();
    return List.of(
        summary(FederatedMetrics.ACCEPTED_UPDATES, accepted.size()),
        summary(
            FederatedMetrics.AGGREGATED_UPDATES,
            all.stream().filter(row -> row.status() == ClientStatus.AGGREGATED).count()),
        summary(FederatedMetrics.CLIENTS, clients(all)),
        summary(FederatedMetrics.DURATION, duration),
        summary(FederatedMetrics.SUBMISSION, times(accepted, Phases::submission)),
        summary(FederatedMetrics.SUCCESSFUL_CLIENTS, clients(accepted)),
        summary(FederatedMetrics.TOTAL, times(accepted, Phases::total)),
        summary(FederatedMetrics.TRAINING, times(accepted, Phases::training)));
  }

  private static long clients(List<ClientRow> rows) {
    return rows.stream().map(ClientRow::client).distinct().count();
  }

  private static double[] times(List<ClientRow> rows, Function<Phases, OptionalDouble> phase) {
    return rows.stream().mapToDouble(row -> phase.apply(row.phases()).orElseThrow()).toArray();
  }

  /** Nearest-rank percentiles, and the rest by its definition. */
  static MetricSummary summary(Metric metric, double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double mean = Arrays.stream(sorted).sum() / count;
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    TreeMap<Double, Double> percentiles = new TreeMap<>();
    for (double percent : new double[] {50, 90, 95, 99, 99.9}) {
      percentiles.put(percent, sorted[(int) Math.ceil(percent * count / 100) - 1]);
    }
    return new MetricSummary(
        metric,
        count,
        mean,
        count == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (count - 1))),
        sorted[0],
        sorted[count - 1],
        percentiles);
  }

  static ClientRow accepted(int index, int round) {
    double training = QUIET[index % QUIET.length];
    double submission = (63 + 10 * (index % 7)) / 1e4;
    return new ClientRow(
        "client-" + index,
        index,
        round,
        START.plusMillis(index),
        index % 3 == 2 ? ClientStatus.AGGREGATED : ClientStatus.ACCEPTED,
        Optional.empty(),
        OptionalLong.of(1 + round),
        32,
        new Phases(
            OptionalDouble.of(training),
            OptionalDouble.of(training / 2),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(submission),
            OptionalDouble.of(0.001),
            OptionalDouble.of(Math.rint((training + submission + 0.00004) * 1e6) / 1e6)),
        Optional.empty());
  }

  static ClientRow failed(int index, int round) {
    return new ClientRow(
        "client-" + index,
        index,
        round,
        START.plusMillis(index),
        ClientStatus.FAILED,
        Optional.of("signature: unknown key"),
        OptionalLong.empty(),
        0,
        new Phases(
            OptionalDouble.of(0.0045),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty()),
        Optional.empty());
  }

  static Row traffic(String side, String direction, String name, long messages, long bytes) {
    return Row.builder("traffic")
        .column("side", side)
        .column("direction", direction)
        .column("kind", "function")
        .column("name", name)
        .column("messages", messages)
        .column("bytes", bytes)
        .build();
  }
}
