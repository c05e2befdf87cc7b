package dev.fedbench.result;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Federated scenarios in a few numbers: of one, or of all of a run. Counts and the duration are
 * added up over the scenarios. Averages are over accepted updates, in seconds; what was not
 * measured is empty, and so is the average over scenarios that are not repetitions of one: it would
 * be no figure of any of them.
 *
 * @param totalDuration sum over scenarios of the time from first client start to last client end
 * @param clients clients that took part; one that took part in two scenarios counts twice
 * @param successfulClients clients at least one of whose updates was accepted, likewise
 * @param aggregatedUpdates updates whose submission triggered an aggregation
 * @param avgTrainTime mean training time
 * @param avgProofTime mean proving time, first proofs included; empty without proofs
 * @param avgSubmitTime mean submission time
 * @param avgTotalTime mean total time of a client
 */
public record FederatedSummary(
    OptionalDouble totalDuration,
    long clients,
    long successfulClients,
    long aggregatedUpdates,
    OptionalDouble avgTrainTime,
    OptionalDouble avgProofTime,
    OptionalDouble avgSubmitTime,
    OptionalDouble avgTotalTime) {

  public FederatedSummary {
    Figures.seconds("total duration", totalDuration);
    Figures.atLeast("clients", clients, 0);
    Figures.atLeast("successful clients", successfulClients, 0);
    Figures.atLeast("aggregated updates", aggregatedUpdates, 0);
    Figures.seconds("mean training time", avgTrainTime);
    Figures.seconds("mean proof time", avgProofTime);
    Figures.seconds("mean submission time", avgSubmitTime);
    Figures.seconds("mean total time", avgTotalTime);
  }

  /** Derives the summary from the metrics of the federated ones among the scenarios. */
  public static FederatedSummary of(List<ScenarioResult> scenarios) {
    List<ScenarioResult> all = scenarios.stream().filter(ScenarioResult::isFederated).toList();
    List<ScenarioResult> alike = alike(all) ? all : List.of();
    return new FederatedSummary(
        sum(all, FederatedMetrics.DURATION),
        count(all, FederatedMetrics.CLIENTS),
        count(all, FederatedMetrics.SUCCESSFUL_CLIENTS),
        count(all, FederatedMetrics.AGGREGATED_UPDATES),
        mean(alike, FederatedMetrics.TRAINING),
        mean(alike, FederatedMetrics.PROOF, FederatedMetrics.FIRST_PROOF),
        mean(alike, FederatedMetrics.SUBMISSION),
        mean(alike, FederatedMetrics.TOTAL));
  }

  private static boolean alike(List<ScenarioResult> scenarios) {
    return scenarios.stream().map(s -> s.id().withoutIteration()).distinct().count() <= 1;
  }

  private static List<MetricSummary> find(List<ScenarioResult> scenarios, Metric metric) {
    return scenarios.stream().map(s -> s.metric(metric)).flatMap(Optional::stream).toList();
  }

  private static OptionalDouble sum(List<ScenarioResult> scenarios, Metric metric) {
    List<MetricSummary> found = find(scenarios, metric);
    double sum = found.stream().mapToDouble(MetricSummary::sum).sum();
    return found.isEmpty() ? OptionalDouble.empty() : measured(sum);
  }

  private static long count(List<ScenarioResult> scenarios, Metric metric) {
    return Math.round(sum(scenarios, metric).orElse(0));
  }

  private static OptionalDouble mean(List<ScenarioResult> scenarios, Metric... metrics) {
    List<MetricSummary> found =
        Stream.of(metrics).flatMap(metric -> find(scenarios, metric).stream()).toList();
    double samples = found.stream().mapToDouble(MetricSummary::count).sum();
    double sum = found.stream().mapToDouble(MetricSummary::sum).sum();
    return found.isEmpty() ? OptionalDouble.empty() : measured(sum / samples);
  }

  /** Metrics may come from a file, and say anything. */
  private static OptionalDouble measured(double value) {
    return value >= 0 && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
