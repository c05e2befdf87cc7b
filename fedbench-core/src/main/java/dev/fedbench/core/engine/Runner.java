package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkConfig;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.Plan;
import dev.fedbench.result.PlannedScenario;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.result.ScenarioResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Carries out a configuration: plan, scenarios one after the other, result, reports. */
final class Runner {

  private static final Set<Outcome> FAILURES = EnumSet.of(Outcome.FAILED, Outcome.LEAK);

  private final BenchmarkConfig config;
  private final List<PlannedWork> work;
  private final Cancellation cancellation;

  Runner(BenchmarkConfig config, List<PlannedWork> work, Cancellation cancellation) {
    this.config = config;
    this.work = work;
    this.cancellation = cancellation;
  }

  BenchmarkResult run() {
    long startNanos = System.nanoTime();
    List<PlannedScenario> planned = work.stream().map(PlannedWork::planned).toList();
    Plan plan =
        new Plan(UUID.randomUUID(), Instant.now(), ConfigDescription.of(config, planned), planned);
    Announcer announcer = new Announcer(config.listeners());
    Reporting reporting = new Reporting(config.reporters(), plan, announcer);
    announcer.tell(new BenchmarkEvent.RunStarted(plan));
    warnOfTwins(plan, announcer);
    List<ScenarioResult> results = new ArrayList<>();
    int rows = 0;
    try {
      for (PlannedWork each : work) {
        int room = (BenchmarkResult.MAX_ROWS - rows) / (work.size() - each.index()); // a fair share
        ScenarioRun run =
            new ScenarioRun(each, config.seed(), room, cancellation, announcer, reporting);
        ScenarioResult result =
            cancellation.cancelled()
                ? run.skip("the run was cancelled before its turn")
                : run.run();
        rows += result.rows().size();
        results.add(result);
      }
    } finally {
      reporting.endRows();
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
    BenchmarkResult result = result(plan, results, duration, announcer);
    announcer.tell(new BenchmarkEvent.RunFinished(result));
    reporting.report(result);
    return result(plan, results, duration, announcer); // with the reporters' warnings
  }

  /** Whoever compares two runs looks scenarios up by their ids. */
  private static void warnOfTwins(Plan plan, Announcer announcer) {
    Set<ScenarioId> seen = new HashSet<>();
    for (PlannedScenario scenario : plan.scenarios()) {
      if (!seen.add(scenario.id())) {
        announcer.warn(
            "two scenarios are %s: no report can tell them apart; give each a name or parameters of its own"
                .formatted(scenario.id().label()));
      }
    }
  }

  private BenchmarkResult result(
      Plan plan, List<ScenarioResult> results, Duration duration, Announcer announcer) {
    return new BenchmarkResult(
        plan.benchmarkId(),
        plan.timestamp(),
        outcome(results),
        duration,
        plan.config(),
        EnvironmentProbe.probe(),
        results,
        announcer.warnings());
  }

  private Outcome outcome(List<ScenarioResult> results) {
    if (cancellation.cancelled()
        && results.stream().anyMatch(result -> result.outcome() != Outcome.COMPLETED)) {
      return Outcome.CANCELLED;
    }
    if (results.stream().anyMatch(result -> result.outcome() == Outcome.INCORRECT)) {
      return Outcome.INCORRECT; // worse than no figures
    }
    if (results.stream().map(ScenarioResult::outcome).anyMatch(FAILURES::contains)) {
      return Outcome.FAILED;
    }
    boolean allSkipped = results.stream().allMatch(r -> r.outcome() == Outcome.SKIPPED);
    return allSkipped ? Outcome.SKIPPED : Outcome.COMPLETED;
  }
}
