package dev.fedbench.core.fl.fleet;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Calls whose answers nobody waits for, until the end: only when all have come can traffic be
 * compared. Thread-safe.
 */
final class Outbox {

  private int underWay;

  void add(CompletableFuture<?> answer) {
    synchronized (this) {
      underWay++;
    }
    answer.whenComplete((response, thrown) -> arrived());
  }

  private synchronized void arrived() {
    underWay--;
    notifyAll();
  }

  /** Waits until all answers have come, or so long. Returns how many are missing. */
  synchronized int await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos(); underWay > 0 && left > 0; left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return underWay;
  }
}
