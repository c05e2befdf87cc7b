package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkEvent;
import dev.fedbench.core.stats.MetricCollector;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.PlannedScenario;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one scenario: open, warm up, iterate, close. */
final class ScenarioRun implements ScenarioContext {

  private static final Recorder DISCARD =
      new Recorder() {
        @Override
        public void record(Metric metric, double value) {}

        @Override
        public void row(Row row) {}
      };

  private final PlannedWork work;
  private final long seed;
  private final Cancellation cancellation;
  private final Announcer announcer;
  private final Reporting reporting;
  private final MetricCollector metrics = new MetricCollector();
  private final RowKeeper rows;
  private final AtomicReference<Ending> qualified = new AtomicReference<>(COMPLETED);

  ScenarioRun(
      PlannedWork work,
      long seed,
      int rowRoom,
      Cancellation cancellation,
      Announcer announcer,
      Reporting reporting) {
    this.work = work;
    this.seed = seed;
    this.cancellation = cancellation;
    this.announcer = announcer;
    this.reporting = reporting;
    rows = new RowKeeper(rowRoom);
  }

  ScenarioResult run() {
    Instant started = Instant.now();
    long startNanos = System.nanoTime();
    announcer.tell(new BenchmarkEvent.ScenarioStarted(work.index(), work.planned()));
    Ending ending = execute();
    cancellation.forget();
    if (cancellation.cancelled()) {
      ending = new Ending(Outcome.CANCELLED, Optional.of("the run was cancelled"));
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
    return finish(ending, started, duration);
  }

  /** A scenario that is not even started. */
  ScenarioResult skip(String reason) {
    Ending skipped = new Ending(Outcome.SKIPPED, Optional.of(reason));
    return finish(skipped, Instant.now(), Duration.ZERO);
  }

  private static final Ending COMPLETED = new Ending(Outcome.COMPLETED, Optional.empty());

  private record Ending(Outcome outcome, Optional<String> reason) {
    static Ending failed(String reason) {
      return new Ending(Outcome.FAILED, Optional.of(reason));
    }
  }

  private ScenarioResult finish(Ending ending, Instant started, Duration duration) {
    PlannedScenario planned = work.planned();
    List<Row> kept = rows.rows();
    ScenarioResult result =
        new ScenarioResult(
            planned.suite(),
            planned.scenario(),
            planned.parameters(),
            ending.outcome,
            ending.reason,
            started,
            duration,
            metrics.summaries(),
            kept,
            rows.omitted());
    announcer.tell(new BenchmarkEvent.ScenarioFinished(work.index(), result));
    return result;
  }

  private Ending execute() {
    Recorder recorder = recorder();
    try (Trial trial = work.scenario().open(this)) {
      for (int i = 0; i < work.planned().warmups() && !cancelled(); i++) {
        trial.warmUp(DISCARD);
      }
      Ending warm = qualified.getAndSet(COMPLETED);
      if (warm.outcome.compareTo(Outcome.LEAK) >= 0) { // left behind, or wrong, for good
        qualified.set(warm);
      }
      for (int i = 0; i < work.planned().iterations() && !cancelled(); i++) {
        trial.iterate(recorder);
        if (!cancelled()) { // half an iteration is none to compare
          metrics.endIteration();
        }
      }
      if (!cancelled()) {
        trial.conclude(recorder);
      }
    } catch (ScenarioSkippedException e) {
      return new Ending(Outcome.SKIPPED, Optional.of(String.valueOf(e.getMessage())));
    } catch (Throwable e) { // a host's scenario: the others go on
      return Ending.failed(e.getMessage() == null ? e.toString() : e.getMessage());
    } finally {
      Thread.interrupted(); // this thread is the run's: an interrupt was for this scenario alone
    }
    return qualified.get(); // by its close(), too
  }

  private Recorder recorder() {
    return new Recorder() {
      @Override
      public void record(Metric metric, double value) {
        metrics.record(metric, value);
      }

      @Override
      public void row(Row row) {
        rows.add(row);
        reporting.row(work.index(), row);
      }
    };
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public void progress(long done, long total, String what) {
    announcer.tell(new BenchmarkEvent.Progress(work.index(), done, total, what));
  }

  @Override
  public void qualify(Outcome outcome, String reason) {
    switch (outcome) {
      case SATURATED, GENERATOR_LIMITED, LEAK, INCORRECT -> {}
      default ->
          throw new IllegalArgumentException(
              "outcome %s; expected SATURATED, GENERATOR_LIMITED, LEAK or INCORRECT"
                  .formatted(outcome));
    }
    Ending ending = new Ending(outcome, Optional.of(reason));
    qualified.accumulateAndGet(ending, (a, b) -> b.outcome.compareTo(a.outcome) > 0 ? b : a);
  }

  @Override
  public void warn(String warning) {
    announcer.warn(warning);
  }
}
