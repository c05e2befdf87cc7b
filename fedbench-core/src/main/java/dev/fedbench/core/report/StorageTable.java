package dev.fedbench.core.report;

import static dev.fedbench.core.report.StorageField.mean;
import static dev.fedbench.core.report.StorageField.parameter;
import static dev.fedbench.core.report.StorageField.percentile;
import static dev.fedbench.core.report.StorageField.row;
import static dev.fedbench.core.report.StorageField.saved;
import static dev.fedbench.core.report.StorageField.share;
import static dev.fedbench.core.report.StorageField.status;

import dev.fedbench.metric.StorageMetrics;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.ScenarioResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tables of the storage suite: which scenarios stand in each, and what is said of them.
 *
 * @param scenario name of the scenarios
 * @param tests values of the parameter {@code test}; none for all of that name
 * @param note explains the columns; empty if they need no words
 * @param rows kind of rows that are shown below as they are; empty for none
 */
record StorageTable(
    String title,
    String scenario,
    Set<String> tests,
    String note,
    String rows,
    List<StorageField> fields) {

  private static final String TEST = "test";

  private static final List<StorageTable> ALL =
      List.of(
          of("compression", "compression")
              .noting(
                  "Ratio: bytes of all tensors over bytes of all files. Bound: the entropy of byte planes, given the exponent of the reference. Limit: what no lossless coder exceeds, known where weights and noise are Gaussian. Cosine: of the first two models. Below: what each strategy makes of the differences to the tensor before, alone of a store.")
              .showing("delta")
              .with(
                  parameter("Workload", "workload"),
                  status(),
                  mean("Ratio", StorageMetrics.RATIO, 0),
                  mean("Bound", StorageMetrics.BOUND, 0),
                  share("Of bound", StorageMetrics.RATIO, StorageMetrics.BOUND, 3),
                  mean("Limit", StorageMetrics.LIMIT, 0),
                  share("Of limit", StorageMetrics.RATIO, StorageMetrics.LIMIT, 4),
                  mean("Raw", StorageMetrics.LOGICAL_BYTES, 2),
                  mean("Stored", StorageMetrics.STORED_BYTES, 1),
                  saved("Saved", StorageMetrics.STORED_BYTES, StorageMetrics.LOGICAL_BYTES, 5),
                  mean("Equal tensors", StorageMetrics.DEDUP_HITS, 7),
                  mean("Hit rate", StorageMetrics.DEDUP_RATE, 9),
                  row("Cosine", "compression", Map.of(), "cosine", Unit.RATIO, 10),
                  mean("Differences", StorageMetrics.DELTAS, 6),
                  mean("Longest chain", StorageMetrics.CHAIN_MAX, 8),
                  mean("Wrong bytes", StorageMetrics.WRONG_BYTES, 0)),
          of("batch or single commits", "performance", "batch-or-single")
              .noting(
                  "Speed-up: one by one over as a batch, the mean of pairs. Below: of all pairs until then, the times of both, and the ratio of their sums with its bootstrap interval.")
              .showing("batch")
              .with(
                  parameter("Commits", "commits"),
                  status(),
                  mean("Speed-up", StorageMetrics.BATCH_SPEEDUP, 0)),
          of("performance", "performance")
              .with(
                  parameter("Operation", TEST),
                  parameter("Model MB", "model_mb"),
                  parameter("Threads", "threads"),
                  status(),
                  mean("Throughput", StorageMetrics.THROUGHPUT, 0),
                  mean("Operations", StorageMetrics.RATE, 1),
                  percentile("p50", StorageMetrics.TIME, 50, 0),
                  percentile("p95", StorageMetrics.TIME, 95, 2),
                  percentile("p99", StorageMetrics.TIME, 99, 3)),
          of("clustering", "clustering", "k-means", "hierarchical", "adaptive")
              .with(
                  parameter("Algorithm", TEST),
                  parameter("Tensors", "tensors"),
                  status(),
                  percentile("Time", StorageMetrics.TIME, 50, 0),
                  clusters("Clusters", "found", "clusters", Unit.COUNT, 0),
                  mean("Silhouette", StorageMetrics.SILHOUETTE, 0),
                  mean("Calinski-Harabasz", StorageMetrics.CALINSKI_HARABASZ, 2),
                  mean("Davies-Bouldin", StorageMetrics.DAVIES_BOULDIN, 3),
                  mean("Inertia", StorageMetrics.INERTIA, 4),
                  mean("Purity", StorageMetrics.PURITY, 1),
                  clusters("Largest", "found", "largest", Unit.COUNT, 5),
                  clusters("Rebalanced", "rebalanced", "largest", Unit.COUNT, 6),
                  clusters("Its silhouette", "rebalanced", "silhouette", Unit.VALUE, 7)),
          of("clusters that drifted", "clustering", "drift")
              .noting(
                  "Stale: later tensors in the nearest of the old clusters. Rebalanced: divided and dissolved by size. Anew: k-means with as many clusters.")
              .with(
                  parameter("Tensors", "tensors"),
                  status(),
                  percentile("Time", StorageMetrics.TIME, 50, 0),
                  drift("Stale silhouette", "stale", "silhouette", 0),
                  drift("Rebalanced", "rebalanced", "silhouette", 0),
                  drift("Anew", "anew", "silhouette", 0),
                  mean("Gain", StorageMetrics.SILHOUETTE_GAIN, 0),
                  drift("Stale inertia", "stale", "inertia", 1),
                  drift("Its rebalanced", "rebalanced", "inertia", 1),
                  drift("Its anew", "anew", "inertia", 1)),
          of("references", "clustering", "references-none", "references-similar")
              .with(
                  parameter("References", TEST),
                  parameter("Tensors", "tensors"),
                  status(),
                  mean("Ratio", StorageMetrics.RATIO, 0),
                  mean("Improvement", StorageMetrics.IMPROVEMENT, 0),
                  mean("Heap more", StorageMetrics.HEAP_OVERHEAD, 0),
                  mean("Differences", StorageMetrics.DELTAS, 1),
                  percentile("Time", StorageMetrics.TIME, 50, 0)),
          of("scalability, size of a model", "scalability", "model")
              .with(
                  parameter("Parameters", "parameters"),
                  status(),
                  row("Commit", "size", operation("commit"), "seconds", Unit.SECONDS, 1),
                  speed("Committed", "commit"),
                  row("Load", "size", operation("load"), "seconds", Unit.SECONDS, 2),
                  speed("Loaded", "load"),
                  mean("Heap peak", StorageMetrics.HEAP_PEAK, 0),
                  mean("Ratio", StorageMetrics.RATIO, 3)),
          of("scalability, models in a store", "scalability", "repository")
              .with(
                  parameter("Models", "models"),
                  status(),
                  repository("Open", "open"),
                  repository("Commit", "commit"),
                  repository("Query", "query"),
                  repository("Load", "load"),
                  mean("Stored", StorageMetrics.STORED_BYTES, 1)),
          of("scalability, growth", "scalability", "growth")
              .noting("Time grows as size to that exponent, by least squares of logarithms.")
              .with(
                  parameter("Curve", "curve"),
                  status(),
                  mean("Exponent", StorageMetrics.EXPONENT, 0),
                  mean("R2", StorageMetrics.R_SQUARED, 0)),
          of("scalability, readers at once", "scalability", "readers")
              .with(
                  parameter("Readers", "readers"),
                  status(),
                  mean("Throughput", StorageMetrics.THROUGHPUT, 0),
                  percentile("Time", StorageMetrics.TIME, 50, 0)),
          of("memory over commits", "memory", "commits")
              .with(
                  parameter("Test", TEST),
                  status(),
                  mean("Heap peak", StorageMetrics.HEAP_PEAK, 0),
                  mean("Growth a commit", StorageMetrics.HEAP_SLOPE, 0),
                  mean("R2 of growth", StorageMetrics.R_SQUARED, 1),
                  mean("Collections", StorageMetrics.GC_COUNT, 2),
                  mean("Collecting", StorageMetrics.GC_TIME, 3)),
          of("memory, reading a part", "memory", "lazy")
              .showing("lazy")
              .with(
                  parameter("Test", TEST),
                  status(),
                  percentile("Time", StorageMetrics.TIME, 50, 0)),
          of("memory, an open store", "memory", "opening")
              .noting("Heap that is live, above what was before; share: of the stored bytes.")
              .with(
                  parameter("Test", TEST),
                  status(),
                  mean("Stored", StorageMetrics.STORED_BYTES, 0),
                  held("Opened", "opened"),
                  mean("Share", StorageMetrics.HEAP_SHARE, 0),
                  held("Listed", "listed"),
                  held("Read", "read")),
          of("loss, on demand", "accuracy", "lossy")
              .noting("Means over tensors; errors are the largest of each tensor.")
              .with(
                  parameter("Strategy", "strategy"),
                  status(),
                  mean("Ratio", StorageMetrics.RATIO, 0),
                  mean("Absolute", StorageMetrics.MAX_ABSOLUTE_ERROR, 0),
                  mean("Root mean square", StorageMetrics.RMS_ERROR, 1),
                  mean("Relative", StorageMetrics.MAX_RELATIVE_ERROR, 0),
                  mean("ULP", StorageMetrics.MAX_ULP_ERROR, 0)),
          of("accuracy", "accuracy")
              .with(
                  parameter("Test", TEST),
                  parameter("Dtype", "dtype"),
                  status(),
                  mean("Wrong bytes", StorageMetrics.WRONG_BYTES, 0),
                  row("Bytes changed", "corruption", Map.of(), "bytes_changed", Unit.COUNT, 1),
                  mean("Found", StorageMetrics.DETECTED, 0)),
          of("input and output", "io")
              .noting(
                  "Commits are durable; what is read comes from a store that was just opened. Below: each beside the same bytes in a plain file. The operating system's cache is as it is.")
              .showing("io")
              .with(
                  parameter("Test", TEST),
                  status(),
                  mean("Throughput", StorageMetrics.THROUGHPUT, 0),
                  mean("Operations", StorageMetrics.RATE, 0),
                  percentile("p50", StorageMetrics.TIME, 50, 0),
                  percentile("p95", StorageMetrics.TIME, 95, 2),
                  percentile("p99", StorageMetrics.TIME, 99, 3),
                  mean("Wrong bytes", StorageMetrics.WRONG_BYTES, 1)));

  /** The table that a scenario stands in, if there is one. */
  static Optional<StorageTable> of(ScenarioResult point) {
    return ALL.stream().filter(table -> table.holds(point)).findFirst();
  }

  private boolean holds(ScenarioResult point) {
    return point.scenario().equals(scenario)
        && (tests.isEmpty() || tests.contains(point.parameters().getOrDefault(TEST, "")));
  }

  /** All of them, a line each. */
  Table of(List<ScenarioResult> points, ConsoleStyle style) {
    Table table = new Table(fields.stream().map(StorageField::column).toList());
    for (ScenarioResult point : points) {
      table.add(fields.stream().map(field -> field.cell().apply(point, style)).toList());
    }
    return table;
  }

  private static StorageTable of(String title, String scenario, String... tests) {
    return new StorageTable(title, scenario, Set.of(tests), "", "", List.of());
  }

  private StorageTable noting(String text) {
    return new StorageTable(title, scenario, tests, text, rows, fields);
  }

  private StorageTable showing(String kind) {
    return new StorageTable(title, scenario, tests, note, kind, fields);
  }

  private StorageTable with(StorageField... more) {
    return new StorageTable(title, scenario, tests, note, rows, Stream.of(more).toList());
  }

  private static Map<String, String> operation(String name) {
    return Map.of("operation", name);
  }

  private static StorageField speed(String header, String operation) {
    return row(header, "size", operation(operation), "bytes_per_second", Unit.BYTES_PER_SECOND, 0);
  }

  private static StorageField repository(String header, String operation) {
    return row(header, "repository", operation(operation), "seconds", Unit.SECONDS, 0);
  }

  private static StorageField held(String header, String what) {
    return row(header, "opening", Map.of("what", what), "held_bytes", Unit.BYTES, 0);
  }

  private static StorageField drift(String header, String which, String name, int dispensable) {
    return row(header, "drift", Map.of("clustering", which), name, Unit.VALUE, dispensable);
  }

  private static StorageField clusters(
      String header, String which, String name, Unit unit, int dispensable) {
    return row(header, "clustering", Map.of("clustering", which), name, unit, dispensable);
  }
}
