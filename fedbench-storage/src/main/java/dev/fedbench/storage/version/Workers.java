package dev.fedbench.storage.version;

import dev.fedbench.storage.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that encode and decode chunks; none if one thread is to do it all. */
final class Workers implements AutoCloseable {

  private final int threads;
  private final Optional<ExecutorService> pool;

  Workers(int threads) {
    this.threads = threads;
    AtomicInteger count = new AtomicInteger();
    this.pool =
        threads == 1
            ? Optional.empty()
            : Optional.of(
                Executors.newFixedThreadPool(
                    threads,
                    task -> {
                      Thread thread = new Thread(task, "fedbench-store-" + count.incrementAndGet());
                      thread.setDaemon(true);
                      return thread;
                    }));
  }

  /** How many chunks are worth having under way: one per thread, and two that wait. */
  int window() {
    return threads == 1 ? 1 : threads + 2;
  }

  <T> Future<T> submit(Callable<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    try {
      if (pool.isPresent()) {
        return pool.get().submit(task);
      }
      done.complete(task.call());
    } catch (RejectedExecutionException e) {
      done.completeExceptionally(new StoreException("the store is closed; open it again", e));
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  /** What a task gave or threw. */
  static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException failure) {
        throw failure;
      }
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw new IOException("a chunk could not be handled: " + cause, cause);
    }
  }

  static void requireNotInterrupted() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(new InterruptedException());
    }
  }

  static InterruptedIOException interrupted(InterruptedException cause) {
    InterruptedIOException e =
        new InterruptedIOException("interrupted; what was not committed yet is not in the store");
    e.initCause(cause);
    return e;
  }

  /** Waits for tasks whose results nobody wants any more, so that their memory is free. */
  static void settle(Iterable<? extends Future<?>> futures) {
    boolean interrupted = false;
    for (Future<?> future : futures) {
      boolean done = future.cancel(false) || future.isDone();
      while (!done) {
        try {
          future.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          done = true; // of a commit that has failed already, or a read that was given up
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pool.ifPresent(ExecutorService::shutdown);
  }
}
