package dev.fedbench.core.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Threads that start the first requests of a closed loop; they end when they have. */
final class Starters {

  private final List<Turns> turns = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /** As many threads as can run at once, not more than connections; none is started yet. */
  Starters(int connections) {
    int count = Math.min(connections, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < count; i++) {
      Turns one = new Turns();
      turns.add(one);
      Thread thread = new Thread(one, "fedbench-load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /** The one that serves a connection. */
  Turns of(int connection) {
    return turns.get(connection % turns.size());
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Waits for their end; one that is blocked in a target is interrupted. */
  void end(long mostNanos) throws InterruptedException {
    long deadline = System.nanoTime() + mostNanos;
    for (Thread thread : threads) {
      long half = (deadline - System.nanoTime()) / 2;
      TimeUnit.NANOSECONDS.timedJoin(thread, half);
      if (thread.isAlive()) {
        thread.interrupt();
        TimeUnit.NANOSECONDS.timedJoin(thread, half);
      }
    }
  }
}
