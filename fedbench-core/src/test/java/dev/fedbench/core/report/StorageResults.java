package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.StorageMetrics;
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

/** Fixed results of the storage suite, with figures to check by hand. */
final class StorageResults {

  private StorageResults() {}

  /** A scenario or two of each kind; one was skipped, one failed. */
  static BenchmarkResult everyKind() {
    List<ScenarioResult> all = new ArrayList<>();
    all.add(compression("similar", 1.75, 1.76, Optional.of(1.77)));
    all.add(compression("checkpoints", 1.5, 1.25, Optional.empty()));
    all.add(batches());
    all.add(performance("commit", 1));
    all.add(performance("commit", 2));
    all.add(query());
    all.add(clustering());
    all.add(drift());
    all.add(references("references-none", 1.1));
    all.add(references("references-similar", 2.2));
    all.add(model("1000000"));
    all.add(
        ended(
            "scalability",
            parameters("test", "model", "parameters", "1000000000"),
            Outcome.SKIPPED,
            "8.0 GB are needed in /tmp (java.io.tmpdir), 3.5 GB are free"));
    all.add(repository());
    all.add(
        scenario(
            "scalability",
            parameters("test", "growth", "curve", "model commit"),
            List.of(
                Results.summary(StorageMetrics.EXPONENT, 0.98765),
                Results.summary(StorageMetrics.R_SQUARED, 0.999)),
            List.of()));
    all.add(
        scenario(
            "scalability",
            parameters("test", "readers", "readers", "2"),
            List.of(
                Results.summary(StorageMetrics.THROUGHPUT, 250e6, 350e6),
                Results.summary(StorageMetrics.TIME, 0.25, 0.35)),
            List.of()));
    all.add(memory());
    all.add(lazy());
    all.add(opening());
    all.add(loss("int8", 3.4e-4));
    all.add(loss("int16", 1.3e-6));
    all.add(
        scenario(
            "accuracy",
            parameters("test", "bits", "dtype", "BF16"),
            List.of(Results.summary(StorageMetrics.WRONG_BYTES, 0)),
            List.of()));
    all.add(corruption());
    all.add(
        ended(
            "accuracy",
            parameters("test", "bits", "dtype", "F64"),
            Outcome.FAILED,
            "3 bytes came back wrong"));
    all.add(io());
    return Results.result(all, List.of());
  }

  private static ScenarioResult compression(
      String workload, double ratio, double bound, Optional<Double> limit) {
    List<MetricSummary> metrics = new ArrayList<>();
    metrics.add(Results.summary(StorageMetrics.BOUND, bound));
    metrics.add(Results.summary(StorageMetrics.CHAIN_MAX, 1));
    metrics.add(Results.summary(StorageMetrics.DEDUP_HITS, 2));
    metrics.add(Results.summary(StorageMetrics.DEDUP_RATE, 0.0625));
    metrics.add(Results.summary(StorageMetrics.DELTAS, 10));
    limit.ifPresent(value -> metrics.add(Results.summary(StorageMetrics.LIMIT, value)));
    metrics.add(Results.summary(StorageMetrics.LOGICAL_BYTES, 12 << 20));
    metrics.add(Results.summary(StorageMetrics.RATIO, ratio));
    metrics.add(Results.summary(StorageMetrics.STORED_BYTES, (12 << 20) / ratio));
    metrics.add(Results.summary(StorageMetrics.WRONG_BYTES, 0));
    Row row =
        Row.builder("compression")
            .column("workload", workload)
            .column("models", 6)
            .column("ratio", ratio)
            .column("bound_ratio", bound)
            .column("limit_ratio", limit.orElse(null))
            .column("cosine", limit.isPresent() ? 0.9990123 : null)
            .build();
    return scenario(
        "compression",
        parameters("workload", workload),
        metrics,
        List.of(row, delta(workload, "delta", 1_111_111), delta(workload, "xor", 1_301_234)));
  }

  private static Row delta(String workload, String strategy, long bytes) {
    return Row.builder("delta")
        .column("workload", workload)
        .column("strategy", strategy)
        .column("full_bytes", 2 << 20)
        .column("delta_bytes", bytes)
        .column("share", (double) bytes / (2 << 20))
        .column("chunks", 2)
        .column("left_raw", 0)
        .build();
  }

  private static ScenarioResult batches() {
    return scenario(
        "performance",
        parameters("test", "batch-or-single", "commits", "10", "threads", "1"),
        List.of(Results.summary(StorageMetrics.BATCH_SPEEDUP, 4.5, 5.5)),
        List.of(
            Row.builder("batch")
                .column("commits", 10)
                .column("pairs", 2)
                .column("single_s", 0.05)
                .column("batch_s", 0.01)
                .column("speedup", 5.0)
                .column("low", 4.5)
                .column("high", 5.5)
                .column("level", 0.95)
                .build()));
  }

  private static ScenarioResult drift() {
    return scenario(
        "clustering",
        parameters("test", "drift", "tensors", "60"),
        List.of(
            Results.summary(StorageMetrics.SILHOUETTE, 0.640625),
            Results.summary(StorageMetrics.SILHOUETTE_GAIN, 0.109375),
            Results.summary(StorageMetrics.TIME, 0.004)),
        List.of(
            drift("stale", 0.53125, 3.75),
            drift("rebalanced", 0.640625, 0.875),
            drift("anew", 0.65625, 0.75)));
  }

  private static Row drift(String clustering, double silhouette, double inertia) {
    return Row.builder("drift")
        .column("clustering", clustering)
        .column("silhouette", silhouette)
        .column("inertia", inertia)
        .build();
  }

  private static ScenarioResult opening() {
    return scenario(
        "memory",
        parameters("test", "opening"),
        List.of(
            Results.summary(StorageMetrics.HEAP_HELD, 8_192),
            Results.summary(StorageMetrics.HEAP_SHARE, 8_192.0 / (16 << 20)),
            Results.summary(StorageMetrics.STORED_BYTES, 16 << 20)),
        List.of(opening("opened", 8_192), opening("listed", 12_288), opening("read", 48 << 20)));
  }

  private static Row opening(String what, long held) {
    return Row.builder("opening")
        .column("what", what)
        .column("stored_bytes", 16 << 20)
        .column("held_bytes", held)
        .column("share", (double) held / (16 << 20))
        .build();
  }

  private static ScenarioResult loss(String strategy, double error) {
    return scenario(
        "accuracy",
        parameters("test", "lossy", "strategy", strategy),
        List.of(
            Results.summary(StorageMetrics.MAX_ABSOLUTE_ERROR, error),
            Results.summary(StorageMetrics.MAX_RELATIVE_ERROR, 1),
            Results.summary(StorageMetrics.MAX_ULP_ERROR, 1 << 24),
            Results.summary(StorageMetrics.RATIO, 2),
            Results.summary(StorageMetrics.RMS_ERROR, error / 2)),
        List.of());
  }

  private static ScenarioResult performance(String operation, int threads) {
    return scenario(
        "performance",
        parameters("test", operation, "model_mb", "2", "threads", Integer.toString(threads)),
        List.of(
            Results.summary(StorageMetrics.THROUGHPUT, 100e6 * threads, 200e6 * threads),
            Results.summary(StorageMetrics.TIME, 0.02 / threads, 0.01 / threads)),
        List.of());
  }

  private static ScenarioResult query() {
    return scenario(
        "performance",
        parameters("test", "query", "model_mb", "2", "threads", "1"),
        List.of(
            Results.summary(StorageMetrics.RATE, 1_234),
            Results.summary(StorageMetrics.TIME, 0.0008, 0.0009, 0.001)),
        List.of());
  }

  private static ScenarioResult clustering() {
    return scenario(
        "clustering",
        parameters("test", "k-means", "tensors", "60"),
        List.of(
            Results.summary(StorageMetrics.CALINSKI_HARABASZ, 1_197.11),
            Results.summary(StorageMetrics.DAVIES_BOULDIN, 0.0966),
            Results.summary(StorageMetrics.INERTIA, 0.0466),
            Results.summary(StorageMetrics.PURITY, 1),
            Results.summary(StorageMetrics.SILHOUETTE, 0.9293),
            Results.summary(StorageMetrics.TIME, 0.0125)),
        List.of(clusters("found", 20, 0.9293), clusters("rebalanced", 12, 0.8125)));
  }

  private static Row clusters(String which, int largest, double silhouette) {
    return Row.builder("clustering")
        .column("clustering", which)
        .column("clusters", 6)
        .column("smallest", 5)
        .column("largest", largest)
        .column("silhouette", silhouette)
        .build();
  }

  private static ScenarioResult references(String name, double ratio) {
    return scenario(
        "clustering",
        parameters("test", name, "tensors", "60"),
        List.of(
            Results.summary(StorageMetrics.DELTAS, 54),
            Results.summary(StorageMetrics.HEAP_OVERHEAD, 57_344),
            Results.summary(StorageMetrics.IMPROVEMENT, ratio / 1.1),
            Results.summary(StorageMetrics.RATIO, ratio),
            Results.summary(StorageMetrics.TIME, 0.5)),
        List.of());
  }

  private static ScenarioResult model(String parameters) {
    return scenario(
        "scalability",
        parameters("test", "model", "parameters", parameters),
        List.of(
            Results.summary(StorageMetrics.HEAP_PEAK, 33 << 20),
            Results.summary(StorageMetrics.RATIO, 1.17)),
        List.of(
            size("commit", 0.03), size("load", 0.02), size("commit", 0.02), size("commit", 0.5)));
  }

  private static Row size(String operation, double seconds) {
    return Row.builder("size")
        .column("operation", operation)
        .column("bytes", 4 << 20)
        .column("seconds", seconds)
        .column("bytes_per_second", (4 << 20) / seconds)
        .build();
  }

  private static ScenarioResult repository() {
    List<Row> rows = new ArrayList<>();
    for (String operation : List.of("open", "commit", "query", "load")) {
      for (double seconds : new double[] {0.003, 0.001, 0.002}) {
        rows.add(
            Row.builder("repository")
                .column("operation", operation)
                .column("models", 100)
                .column("seconds", operation.length() * seconds)
                .build());
      }
    }
    return scenario(
        "scalability",
        parameters("test", "repository", "models", "100"),
        List.of(
            Results.summary(StorageMetrics.STORED_BYTES, 20 << 20),
            Results.summary(StorageMetrics.TIME, 0.001, 0.002)),
        rows);
  }

  private static ScenarioResult memory() {
    return scenario(
        "memory",
        parameters("test", "commits"),
        List.of(
            Results.summary(StorageMetrics.GC_COUNT, 7),
            Results.summary(StorageMetrics.GC_TIME, 0.035),
            Results.summary(StorageMetrics.HEAP_PEAK, 48 << 20),
            Results.summary(StorageMetrics.HEAP_SLOPE, -120),
            Results.summary(StorageMetrics.R_SQUARED, 0.25)),
        List.of(Row.builder("heap").column("commits", 1).column("live_bytes", 96L << 20).build()));
  }

  private static ScenarioResult lazy() {
    return scenario(
        "memory",
        parameters("test", "lazy"),
        List.of(Results.summary(StorageMetrics.TIME, 0.0075)),
        List.of(
            Row.builder("lazy")
                .column("what", "a kilobyte")
                .column("bytes", 1024)
                .column("seconds", 0.0075)
                .build()));
  }

  private static ScenarioResult corruption() {
    return scenario(
        "accuracy",
        parameters("test", "corruption"),
        List.of(
            Results.summary(StorageMetrics.DETECTED, 1),
            Results.summary(StorageMetrics.WRONG_BYTES, 0)),
        List.of(
            Row.builder("corruption")
                .column("bytes_changed", 603)
                .column("found_by_verify", 603)
                .column("wrong_bytes_loaded", 0)
                .build()));
  }

  private static ScenarioResult io() {
    return scenario(
        "io",
        parameters("test", "small-commits", "commits", "2"),
        List.of(
            Results.summary(StorageMetrics.RATE, 250),
            Results.summary(StorageMetrics.TIME, 0.003, 0.005),
            Results.summary(StorageMetrics.WRONG_BYTES, 0)),
        List.of(io("small commit", 0.008), io("append and force", 0.004)));
  }

  private static Row io(String what, double seconds) {
    return Row.builder("io")
        .column("what", what)
        .column("times", 2)
        .column("bytes", 16_000)
        .column("seconds", seconds)
        .column("median_s", seconds / 2)
        .column("longest_s", seconds / 2)
        .column("bytes_per_second", 16_000 / seconds)
        .build();
  }

  private static Map<String, String> parameters(String... namesAndValues) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return all;
  }

  static ScenarioResult ended(
      String name, Map<String, String> parameters, Outcome outcome, String reason) {
    return scenario(name, parameters, outcome, Optional.of(reason), List.of(), List.of());
  }

  private static ScenarioResult scenario(
      String name, Map<String, String> parameters, List<MetricSummary> metrics, List<Row> rows) {
    return scenario(name, parameters, Outcome.COMPLETED, Optional.empty(), metrics, rows);
  }

  private static ScenarioResult scenario(
      String name,
      Map<String, String> parameters,
      Outcome outcome,
      Optional<String> reason,
      List<MetricSummary> metrics,
      List<Row> rows) {
    return new ScenarioResult(
        "storage",
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
