package dev.fedbench.core.fl.fleet;

import java.util.concurrent.CompletableFuture;
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

  /** How long work that nobody needs any more may go on before it is interrupted. */
  private static final long DRAIN_MILLIS = 1_000;

  /** How long interrupted work is waited for. Whoever ignores interrupts is left behind. */
  private static final long GRACE_MILLIS = 250;

  private final ThreadPoolExecutor executor;
  private final AtomicInteger pending = new AtomicInteger();
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();

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

  /**
   * Queues work; stopped workers take none.
   *
   * @return completes when it is done, with the exception if it broke; an interrupt is no
   *     exception. What is dropped because the workers stop never completes.
   */
  CompletableFuture<Void> submit(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    pending.incrementAndGet();
    try {
      executor.execute(() -> run(work, done));
    } catch (RejectedExecutionException e) {
      pending.decrementAndGet();
      done.complete(null);
    }
    return done;
  }

  private void run(Work work, CompletableFuture<Void> done) {
    try {
      work.run();
    } catch (InterruptedException e) {
      // stopped: whoever did that knows
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    } finally {
      pending.decrementAndGet();
      done.complete(null);
    }
  }

  /** Whether whoever is at work is to stop. */
  boolean stopping() {
    return stopping.isDone();
  }

  /** Whether nothing is queued or under way. */
  boolean idle() {
    return pending.get() == 0;
  }

  /** Interrupts everyone; nothing more is taken. */
  void stop() {
    stopping.complete(null); // first: an interrupt without it is not ours
    pending.addAndGet(-executor.shutdownNow().size());
  }

  /** Takes nothing more and waits for what is under way, for a while; then stops it. */
  void drain() throws InterruptedException {
    executor.shutdown();
    long patience = stopping() ? GRACE_MILLIS : DRAIN_MILLIS;
    if (!executor.awaitTermination(patience, TimeUnit.MILLISECONDS)) {
      stop();
      executor.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
