package dev.fedbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a run is going to do: data, before anything happens.
 *
 * @param benchmarkId the run's id, a random (version 4) UUID
 * @param timestamp when the run was started
 * @param config every effective option, as in {@link BenchmarkResult#config}
 * @param scenarios in the order of execution
 */
public record Plan(
    UUID benchmarkId,
    Instant timestamp,
    Map<String, Object> config,
    List<PlannedScenario> scenarios) {

  public Plan {
    Objects.requireNonNull(benchmarkId, "benchmarkId");
    Objects.requireNonNull(timestamp, "timestamp");
    config = ConfigValues.copy(config);
    scenarios = List.copyOf(scenarios);
  }

  /** A label per scenario, with the parameters that tell it from the others of this run. */
  public List<String> labels() {
    return ScenarioId.labels(scenarios.stream().map(PlannedScenario::id).toList());
  }
}
