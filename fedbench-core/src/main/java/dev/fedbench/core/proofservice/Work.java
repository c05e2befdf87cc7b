package dev.fedbench.core.proofservice;

import dev.fedbench.core.transport.http.HttpReply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server's workers, so many at once, and those who wait for them: bounded in number and in
 * bytes. Owns its threads. Thread-safe.
 */
final class Work implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(5);

  private final ThreadPoolExecutor threads;
  private final long mostBytes;
  private final AtomicLong bytes = new AtomicLong();

  Work(ProofServerLimits limits) {
    this.mostBytes = limits.heldBytes();
    BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(limits.waiting());
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            limits.workers(),
            limits.workers(),
            0,
            TimeUnit.SECONDS,
            queue,
            work -> {
              Thread thread = new Thread(work, "fedbench-proof-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Has it done, or says at once that there is too much to do.
   *
   * @param size bytes that it holds until it is done
   * @param patience how long whoever asked waits: what has waited longer is not begun
   */
  CompletionStage<HttpReply> submit(
      int size, Optional<Duration> patience, Callable<HttpReply> work) {
    if (bytes.addAndGet(size) > mostBytes) {
      bytes.addAndGet(-size);
      return CompletableFuture.completedFuture(Replies.busy("too much is waiting here; try again"));
    }
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    reply.whenComplete((done, failure) -> bytes.addAndGet(-size));
    long asked = System.nanoTime();
    try {
      threads.execute(
          () -> {
            long waited = System.nanoTime() - asked;
            if (patience.isPresent() && waited > patience.get().toNanos()) {
              reply.complete(Replies.busy("waited longer than the request's timeout"));
            } else {
              carryOut(work, reply);
            }
          });
    } catch (RejectedExecutionException e) {
      reply.complete(Replies.busy("too many requests are waiting here; try again"));
    }
    return reply;
  }

  private static void carryOut(Callable<HttpReply> work, CompletableFuture<HttpReply> reply) {
    try {
      reply.complete(work.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // only close() does that
      reply.complete(Replies.busy("the server is closing"));
    } catch (Throwable e) { // the log has it, the peer a 500: see HttpEndpoint
      reply.completeExceptionally(e);
    }
  }

  /** Requests that are worked on. */
  int active() {
    return threads.getActiveCount();
  }

  /** Requests that wait for a worker. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** Interrupts what is under way, and drops what waits. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
