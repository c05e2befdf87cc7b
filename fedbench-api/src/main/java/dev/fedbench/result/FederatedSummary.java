package dev.fedbench.result;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A federated run in a few numbers, over all its federated scenarios. Averages are over accepted
 * updates, in seconds; what was not measured is empty.
 *
 * @param totalDuration sum over scenarios of the time from first client start to last client end
 * @param clients clients that took part
 * @param successfulClients clients at least one of whose updates was accepted
 * @param aggregatedUpdates updates whose submission triggered an aggregation
 * @param avgTrainTime mean training time
 * @param avgProofTime mean proving time; empty without proofs
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

  /** Derives the summary from the scenarios' metrics. */
  public static FederatedSummary of(List<ScenarioResult> scenarios) {
    return new FederatedSummary(
        sum(scenarios, FederatedMetrics.DURATION),
        count(scenarios, FederatedMetrics.CLIENTS),
        count(scenarios, FederatedMetrics.SUCCESSFUL_CLIENTS),
        count(scenarios, FederatedMetrics.AGGREGATED_UPDATES),
        mean(scenarios, FederatedMetrics.TRAINING),
        mean(scenarios, FederatedMetrics.PROOF),
        mean(scenarios, FederatedMetrics.SUBMISSION),
        mean(scenarios, FederatedMetrics.TOTAL));
  }

  private static List<MetricSummary> find(List<ScenarioResult> scenarios, Metric metric) {
    return scenarios.stream().map(s -> s.metric(metric)).flatMap(Optional::stream).toList();
  }

  private static OptionalDouble sum(List<ScenarioResult> scenarios, Metric metric) {
    List<MetricSummary> found = find(scenarios, metric);
    return found.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.stream().mapToDouble(MetricSummary::sum).sum());
  }

  private static long count(List<ScenarioResult> scenarios, Metric metric) {
    return Math.round(sum(scenarios, metric).orElse(0));
  }

  private static OptionalDouble mean(List<ScenarioResult> scenarios, Metric metric) {
    List<MetricSummary> found = find(scenarios, metric);
    long samples = found.stream().mapToLong(MetricSummary::count).sum();
    return samples == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.stream().mapToDouble(MetricSummary::sum).sum() / samples);
  }
}
