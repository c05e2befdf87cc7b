package dev.fedbench.result;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one scenario came to.
 *
 * @param suite the suite's name
 * @param scenario the scenario's name
 * @param parameters what tells it from others of its name, in order
 * @param outcome how it ended
 * @param reason why, unless it completed
 * @param started when it began
 * @param duration how long it took, opening, warm-up and closing included
 * @param metrics a summary per metric, by name
 * @param rows the first rows, at most {@link BenchmarkResult#MAX_ROWS} over the whole result;
 *     grouped: clients, rounds, others, each in the order they came
 * @param rowsOmitted how many rows more there were
 */
public record ScenarioResult(
    String suite,
    String scenario,
    Map<String, String> parameters,
    Outcome outcome,
    Optional<String> reason,
    Instant started,
    Duration duration,
    List<MetricSummary> metrics,
    List<Row> rows,
    long rowsOmitted) {

  public ScenarioResult {
    Objects.requireNonNull(suite, "suite");
    Objects.requireNonNull(scenario, "scenario");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(outcome, "outcome");
    Figures.notNegative("scenario " + scenario + ": duration", duration);
    Figures.atLeast("scenario " + scenario + ": rows omitted", rowsOmitted, 0);
    if ((outcome == Outcome.COMPLETED) == reason.isPresent()) {
      throw new IllegalArgumentException(
          "scenario %s: outcome %s with reason %s; a reason belongs to all outcomes but COMPLETED"
              .formatted(scenario, outcome, reason));
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    metrics = List.copyOf(metrics);
    rows =
        List.copyOf(rows).stream().sorted(Comparator.comparingInt(ScenarioResult::group)).toList();
  }

  private static int group(Row row) {
    return row instanceof ClientRow ? 0 : row instanceof RoundRow ? 1 : 2;
  }

  /** What makes it the same scenario in two runs. */
  public ScenarioId id() {
    return new ScenarioId(suite, scenario, parameters);
  }

  /** Suite, scenario and all parameters in one line; {@link BenchmarkResult#labels} are shorter. */
  public String label() {
    return id().label();
  }

  /** Whether clients took part. */
  public boolean isFederated() {
    return metric(FederatedMetrics.CLIENTS).isPresent();
  }

  /** A federated scenario in a few numbers; empty for others. */
  public Optional<FederatedSummary> summary() {
    return isFederated() ? Optional.of(FederatedSummary.of(List.of(this))) : Optional.empty();
  }

  /** The summary of the metric of that name, if it has samples. */
  public Optional<MetricSummary> metric(String name) {
    return metrics.stream().filter(summary -> summary.metric().name().equals(name)).findFirst();
  }

  /** The summary of that metric, if it has samples. */
  public Optional<MetricSummary> metric(Metric metric) {
    return metric(metric.name());
  }

  /** The rows that describe clients. */
  public List<ClientRow> clientRows() {
    return rows(ClientRow.class);
  }

  /** The rows that describe rounds. */
  public List<RoundRow> roundRows() {
    return rows(RoundRow.class);
  }

  /** The rows of a kind of its own. */
  public List<Row> rows(String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).toList();
  }

  /** Rounds, time and bytes until the model reached an accuracy, if it did. */
  public Optional<ToAccuracy> toAccuracy(double target) {
    return ToAccuracy.of(target, roundRows());
  }

  private <R extends Row> List<R> rows(Class<R> type) {
    return rows.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
