package dev.fedbench.core.load;

/** A clock, and one thread's waiting by it. */
interface Timing {

  /** A monotonic clock; any thread. */
  long nanos();

  /** Waits until the clock shows that time, as exactly as can be; at once if it does. */
  void until(long nanos) throws InterruptedException;

  /** Waits until {@link #wake}, at most until that time; may end early. */
  void atMost(long nanos) throws InterruptedException;

  /** Ends a wait, this one or the next; any thread. */
  void wake();
}
