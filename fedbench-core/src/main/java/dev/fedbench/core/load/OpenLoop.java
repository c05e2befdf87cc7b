package dev.fedbench.core.load;

import java.util.function.BooleanSupplier;

/**
 * Makes requests at given times, whatever becomes of those before, and measures from the times that
 * were intended: a stall shows in all requests that were due while it lasted.
 */
public final class OpenLoop {

  private OpenLoop() {}

  /**
   * Makes the load on the calling thread, which only starts requests, and waits for its end.
   * Nothing of it runs when this returns or throws.
   *
   * @param cancelled asked at least ten times a second; when it says so the run stops, with outcome
   *     CANCELLED and what was measured until then
   * @throws InterruptedException if the thread was interrupted; the run is stopped
   */
  public static LoadResult run(
      OpenPlan plan, Target target, SampleSink sink, BooleanSupplier cancelled)
      throws InterruptedException {
    return new OpenRun(plan, target, sink, cancelled, new SystemTiming()).run();
  }
}
