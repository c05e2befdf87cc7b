package dev.fedbench.core.fl.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which simulated clients work. Thread-safe. */
final class Workers implements AutoCloseable {

  /** Work with a slot. */
  interface SlotWork {
    void with(int slot) throws InterruptedException;
  }

  /** Work that may be interrupted. */
  interface Work {
    void run() throws InterruptedException;
  }

  private static final long CLOSE_SECONDS = 10;

  private final ThreadPoolExecutor executor;
  private final AtomicInteger pending = new AtomicInteger();

  Workers(int threads) {
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "fedbench-worker-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Runs the same work on so many threads and waits for all of them. */
  void runAll(int threads, Work work) throws InterruptedException {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(submit(work));
    }
    for (Future<?> each : all) {
      try {
        each.get();
      } catch (CancellationException e) {
        // cancelled: whoever did that knows
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        if (!(e.getCause() instanceof InterruptedException)) {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  /** Queues work; cancelled workers take none. */
  Future<?> submit(Work work) {
    pending.incrementAndGet();
    try {
      return executor.submit(
          () -> {
            try {
              work.run();
              return null;
            } finally {
              pending.decrementAndGet();
            }
          });
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Whether nothing is queued or under way. */
  boolean idle() {
    return pending.get() == 0;
  }

  /** Interrupts everyone; nothing more is taken. */
  void cancel() {
    pending.addAndGet(-executor.shutdownNow().size());
  }

  /** Takes nothing more and waits for what is under way, for a while. */
  void drain() throws InterruptedException {
    executor.shutdown();
    if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      cancel();
      executor.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    cancel();
  }
}
