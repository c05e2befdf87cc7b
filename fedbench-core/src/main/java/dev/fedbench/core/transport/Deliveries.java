package dev.fedbench.core.transport;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs short pieces of other people's code, such as listeners, by as few threads as do: one, as
 * long as the pieces are short. When none of them finishes for {@value #STALL_MILLIS} ms while more
 * wait, another thread joins, so that code that blocks holds up only itself. Threads end after a
 * second without work. Pieces start in order.
 */
public final class Deliveries implements Executor, AutoCloseable {

  private static final long STALL_MILLIS = 5;

  private final ThreadPoolExecutor threads;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger workers = new AtomicInteger();
  private final AtomicBoolean watched = new AtomicBoolean();
  private final AtomicLong finished = new AtomicLong();

  /** Starts no thread yet. */
  public Deliveries(String threadName) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, threadName + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void execute(Runnable piece) {
    waiting.add(piece);
    if (workers.compareAndSet(0, 1)) {
      threads.execute(this::work);
    } else {
      watchOver();
    }
  }

  /**
   * Ends idle threads now, and the others when they have nothing left to do. What comes later still
   * runs, by a thread that ends after it.
   */
  @Override
  public void close() {
    threads.setKeepAliveTime(0, TimeUnit.SECONDS);
  }

  private void work() {
    do {
      Runnable piece;
      while ((piece = waiting.poll()) != null) {
        watchOver();
        Handling.guarded(piece);
        finished.incrementAndGet();
      }
      workers.decrementAndGet();
      // Something may have come between the last poll and the decrement.
    } while (!waiting.isEmpty() && workers.compareAndSet(0, 1));
  }

  /** While pieces wait, somebody watches whether they move. */
  private void watchOver() {
    if (!waiting.isEmpty() && watched.compareAndSet(false, true)) {
      threads.execute(this::watch);
    }
  }

  /** Stands by while pieces wait, and joins the work if nothing moves. */
  private void watch() {
    boolean stalled = false;
    while (!waiting.isEmpty() && !stalled) {
      long before = finished.get();
      try {
        TimeUnit.MILLISECONDS.sleep(STALL_MILLIS);
      } catch (InterruptedException e) {
        // Nobody interrupts these threads but a piece its own; that one is over.
        continue;
      }
      stalled = finished.get() == before && !waiting.isEmpty();
    }
    watched.set(false);
    if (stalled) {
      workers.incrementAndGet();
      work();
    } else {
      watchOver();
    }
  }
}
