package dev.fedbench.circom;

/**
 * A thread whose work asks at every step whether it has been interrupted, as Chicory's code does at
 * each iteration of a loop and each call: that counts the steps, and says yes when there are no
 * more. The work has this thread to itself, with a stack of bounded size.
 */
final class MeteredThread extends Thread {

  private static final long STACK_BYTES = 16L << 20;

  private final long limit;
  private long steps;
  private volatile boolean stopped;

  MeteredThread(Runnable work, long limit) {
    super(null, work, "fedbench-circom-witness", STACK_BYTES);
    this.limit = limit;
    setDaemon(true);
  }

  /** Ends the work at its next step. */
  void stopWork() {
    stopped = true;
  }

  /** Whether the work was ended because it took more steps than it may. */
  boolean exhausted() {
    return steps > limit && !stopped;
  }

  @Override
  public boolean isInterrupted() {
    if (Thread.currentThread() != this) {
      return super.isInterrupted();
    }
    return ++steps > limit || stopped;
  }
}
