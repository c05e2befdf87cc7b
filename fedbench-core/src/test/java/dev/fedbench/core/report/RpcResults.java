package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fixed results of the RPC suite over two transports, with figures to check by hand. */
final class RpcResults {

  private RpcResults() {}

  static BenchmarkResult sideBySide() {
    List<ScenarioResult> all = new ArrayList<>();
    for (String transport : List.of("http", "inprocess")) {
      double speed = transport.equals("http") ? 1 : 10;
      for (int bytes : new int[] {1024, 4096}) {
        all.add(throughput(transport, bytes, "exit-ordered", speed, 0, List.of()));
        all.add(
            throughput(transport, bytes, "key-serialized", 0.8 * speed, 0, List.of(overhead())));
      }
      all.add(latency(transport, 100, Outcome.COMPLETED, Optional.empty()));
      all.add(
          latency(
              transport,
              5_000,
              transport.equals("http") ? Outcome.SATURATED : Outcome.GENERATOR_LIMITED,
              Optional.of("iteration 1: 4100 a second of 5000; expected 99 %")));
      all.add(matrix(transport));
    }
    return Results.result(all, List.of());
  }

  /** So many of 1000 requests failed. */
  static ScenarioResult failing(Outcome outcome, long failures) {
    Optional<String> reason =
        outcome == Outcome.COMPLETED ? Optional.empty() : Optional.of("for a reason");
    return scenario(
        "throughput",
        parameters("payload", "http", Map.of()),
        outcome,
        reason,
        metrics(1, failures),
        List.of());
  }

  private static Map<String, String> parameters(
      String test, String transport, Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("test", test);
    all.put("transport", transport);
    all.put("payload_bytes", others.getOrDefault("payload_bytes", "1024"));
    all.put("clients", "10");
    if (others.containsKey("rate")) {
      all.put("rate", others.get("rate"));
    }
    all.put("scheduler", others.getOrDefault("scheduler", "exit-ordered"));
    all.put("codec", others.getOrDefault("codec", "none"));
    all.put("encryption", others.getOrDefault("encryption", "false"));
    all.put("server", transport.equals("inprocess") ? "inside" : "process");
    return all;
  }

  private static ScenarioResult throughput(
      String transport, int bytes, String scheduler, double speed, long failures, List<Row> rows) {
    Map<String, String> others =
        Map.of("payload_bytes", Integer.toString(bytes), "scheduler", scheduler);
    return scenario(
        "throughput",
        parameters("payload", transport, others),
        Outcome.COMPLETED,
        Optional.empty(),
        metrics(speed, failures),
        rows);
  }

  private static ScenarioResult latency(
      String transport, int rate, Outcome outcome, Optional<String> reason) {
    List<MetricSummary> metrics = new ArrayList<>(metrics(1, 0));
    metrics.add(Results.summary(RpcMetrics.LATENESS, 2e-5, 3e-5, 5e-5));
    return scenario(
        "latency",
        parameters("load", transport, Map.of("rate", Integer.toString(rate))),
        outcome,
        reason,
        metrics,
        List.of(
            Row.builder("second")
                .column("iteration", 1)
                .column("second", 0)
                .column("requests", rate)
                .column("p50", 0.0005)
                .column("p95", 0.001)
                .column("p99", 0.002)
                .column("max", 0.004)
                .build()));
  }

  private static ScenarioResult matrix(String transport) {
    List<Row> rows =
        List.of(
            effect("compression", 120.5, 12.05),
            effect("encryption", -400.25, -40.025),
            effect("compression x encryption", 3.5, null),
            Row.builder("method")
                .column("side", "client")
                .column("rank", 1)
                .column("method", "dev.fedbench.Example.work")
                .column("samples", 42)
                .column("share", 0.42)
                .build(),
            Row.builder("memory")
                .column("side", "client")
                .column("heap_before", 1 << 20)
                .column("heap_peak", 3 << 20)
                .column("heap_after", 2 << 20)
                .column("heap_increase", 1 << 20)
                .column("allocated", 5 << 20)
                .build());
    return scenario(
        "features",
        parameters("matrix", transport, Map.of("codec", "deflate", "encryption", "true")),
        Outcome.COMPLETED,
        Optional.empty(),
        metrics(1, 20),
        rows);
  }

  private static Row overhead() {
    return Row.builder("overhead")
        .column("metric", "rpc.throughput")
        .column("of", "key-serialized")
        .column("against", "exit-ordered")
        .column("percent", -20.0)
        .column("ci95_low", -22.5)
        .column("ci95_high", -17.25)
        .build();
  }

  private static Row effect(String factor, double effect, Double percent) {
    return Row.builder("effect")
        .column("metric", "rpc.throughput")
        .column("unit", "/s")
        .column("factor", factor)
        .column("effect", effect)
        .column("percent_of_plain", percent)
        .build();
  }

  private static List<MetricSummary> metrics(double speed, long failures) {
    return List.of(
        Results.summary(RpcMetrics.BANDWIDTH, 1_024_000 * speed),
        Results.summary(RpcMetrics.CLIENT_CPU, 0.0001 / speed),
        Results.summary(RpcMetrics.FAILURES, failures),
        Results.summary(RpcMetrics.REQUESTS, 1_000),
        Results.summary(
            RpcMetrics.RESPONSE, 0.001 / speed, 0.002 / speed, 0.003 / speed, 0.010 / speed),
        Results.summary(RpcMetrics.THROUGHPUT, 1_000 * speed));
  }

  private static ScenarioResult scenario(
      String name,
      Map<String, String> parameters,
      Outcome outcome,
      Optional<String> reason,
      List<MetricSummary> metrics,
      List<Row> rows) {
    return new ScenarioResult(
        "rpc",
        name,
        parameters,
        outcome,
        reason,
        Results.START,
        Duration.ofMillis(1_500),
        metrics,
        rows,
        0);
  }
}
