package dev.fedbench.core.load;

import java.util.concurrent.locks.LockSupport;

/** The system's clock, and the waiting of the thread that made this. */
final class SystemTiming implements Timing {

  /** A thread that parks wakes so much late, mostly: it parks until then and spins the rest. */
  private static final long SPIN_NANOS = 70_000;

  private final Thread waiter = Thread.currentThread();

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void until(long nanos) throws InterruptedException {
    long left;
    while ((left = nanos - System.nanoTime()) > SPIN_NANOS) {
      LockSupport.parkNanos(this, left - SPIN_NANOS);
      check();
    }
    check();
    while (nanos - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void atMost(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(this, left);
    }
    check();
  }

  @Override
  public void wake() {
    LockSupport.unpark(waiter);
  }

  private static void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while making load");
    }
  }
}
