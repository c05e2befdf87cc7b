package dev.fedbench.core.load;

/**
 * Records durations from any number of threads, as the loops do; for what is measured beside them.
 * Thread-safe; recording threads do not wait for each other.
 */
public final class LatencyRecorder {

  private final Tally tally = new Tally();

  /** Nothing recorded yet. */
  public LatencyRecorder() {}

  /**
   * Records one duration.
   *
   * @param nanos how long it was
   * @param atNanos when it ended, for {@link Latencies#outliers}: since whenever the caller likes
   */
  public void record(long nanos, long atNanos) {
    Stripe stripe = tally.hold();
    try {
      stripe.service(nanos, atNanos);
    } finally {
      stripe.release();
    }
  }

  /** All that was recorded since the last time. Nothing may be recorded meanwhile. */
  public Latencies take() {
    return tally.totals().service();
  }
}
