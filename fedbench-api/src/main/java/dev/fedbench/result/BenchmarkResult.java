package dev.fedbench.result;

import dev.fedbench.service.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything a run came to: immutable data, the same that the JSON report holds.
 *
 * @param benchmarkId the run's id, a random (version 4) UUID
 * @param timestamp when the run was started
 * @param outcome CANCELLED if the run was cancelled before its end; FAILED if a scenario failed;
 *     SKIPPED if all were skipped; else COMPLETED
 * @param duration wall clock of the whole run
 * @param config every effective option, defaults included, secrets redacted. An option that is not
 *     the same at all points of a sweep is the list of its values; {@code sweep} then lists the
 *     points in the order of their scenarios, each with its values of those options
 * @param environment where it ran
 * @param scenarios a result per planned scenario, in the plan's order
 * @param warnings what a reader of the figures must know
 */
public record BenchmarkResult(
    UUID benchmarkId,
    Instant timestamp,
    Outcome outcome,
    Duration duration,
    Map<String, Object> config,
    Environment environment,
    List<ScenarioResult> scenarios,
    List<String> warnings) {

  /** A result holds at most so many rows; reporters that stream see them all. */
  public static final int MAX_ROWS = 10_000;

  public BenchmarkResult {
    Objects.requireNonNull(benchmarkId, "benchmarkId");
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(environment, "environment");
    Figures.notNegative("duration", duration);
    config = ConfigValues.copy(config);
    scenarios = List.copyOf(scenarios);
    warnings = List.copyOf(warnings);
  }

  /**
   * All federated scenarios in a few numbers, without averages over points of a sweep; {@link
   * ScenarioResult#summary} has those of each.
   */
  public FederatedSummary summary() {
    return FederatedSummary.of(scenarios);
  }

  /** A label per scenario, with the parameters that tell it from the others of this run. */
  public List<String> labels() {
    return ScenarioId.labels(scenarios.stream().map(ScenarioResult::id).toList());
  }

  /** The rows that describe clients, over all scenarios. */
  public List<ClientRow> clientRows() {
    return scenarios.stream().flatMap(scenario -> scenario.clientRows().stream()).toList();
  }

  /** The first scenario of that name, if there is one. */
  public Optional<ScenarioResult> scenario(String name) {
    return scenarios.stream().filter(s -> s.scenario().equals(name)).findFirst();
  }

  /** Scenarios planned. */
  public int total() {
    return scenarios.size();
  }

  /** Scenarios that completed. */
  public int successful() {
    return (int) scenarios.stream().filter(s -> s.outcome() == Outcome.COMPLETED).count();
  }

  /** Prints the tables to standard output. */
  public void print() {
    System.out.print(Services.first(ResultRenderer.class, "renders results").render(this));
  }
}
