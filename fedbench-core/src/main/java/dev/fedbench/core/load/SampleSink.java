package dev.fedbench.core.load;

/**
 * Takes every measured sample. Called on the threads that complete requests, in between two of
 * them: must be thread-safe and quick (an engine's {@code Recorder} is: about 25 ns), and must not
 * throw.
 */
@FunctionalInterface
public interface SampleSink {

  /** Takes nothing. */
  SampleSink NONE = (due, sent, done, answered) -> {};

  /**
   * Takes one sample of those that {@link LoadResult#response} counts. Times are in nanoseconds
   * since the measured part began.
   *
   * @param dueNanos the intended start; of a closed loop, the start
   * @param sentNanos the start; of a request that was never started, the end
   * @param doneNanos the end
   * @param answered whether the request succeeded; if not, it timed out or was unfinished (open
   *     loop only), and would have ended later
   */
  void take(long dueNanos, long sentNanos, long doneNanos, boolean answered);
}
