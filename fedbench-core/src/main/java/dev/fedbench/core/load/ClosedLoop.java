package dev.fedbench.core.load;

import java.util.function.BooleanSupplier;

/**
 * Keeps a number of requests in flight: each is followed by the next on the thread that completes
 * it, without a hop.
 */
public final class ClosedLoop {

  private ClosedLoop() {}

  /**
   * Makes the load and waits for its end. Nothing of it runs when this returns or throws.
   *
   * @param cancelled asked at least ten times a second; when it says so the run stops, with outcome
   *     CANCELLED and what was measured until then
   * @throws InterruptedException if the thread was interrupted; the run is stopped
   * @throws IllegalArgumentException if the target has more connections than requests in flight
   */
  public static LoadResult run(
      ClosedPlan plan, Target target, SampleSink sink, BooleanSupplier cancelled)
      throws InterruptedException {
    return run(plan, target, sink, cancelled, new SystemTiming());
  }

  static LoadResult run(
      ClosedPlan plan, Target target, SampleSink sink, BooleanSupplier cancelled, Timing timing)
      throws InterruptedException {
    if (target.connections() > plan.inFlight()) {
      throw new IllegalArgumentException(
          "%d requests in flight over %d connections; expected at least one on each"
              .formatted(plan.inFlight(), target.connections()));
    }
    ClosedRun warmUp =
        new ClosedRun(plan, plan.warmUp(), 0, target, SampleSink.NONE, cancelled, timing);
    warmUp.run();
    ClosedRun measured =
        new ClosedRun(plan, plan.measured(), warmUp.requests(), target, sink, cancelled, timing);
    measured.run();
    return measured.result();
  }
}
