package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * One of the requests in flight of a closed loop, and its successors. The next is started by the
 * thread that completes the last.
 */
final class Slot implements BiConsumer<RpcResponse, Throwable> {

  private final ClosedRun run;
  private final int connection;
  private final Turns turns;

  /** How often {@link #go} is still to be followed: a completion within it adds to it. */
  private final AtomicInteger pending = new AtomicInteger();

  /** Whether a request is in flight. Whoever ends it takes this back. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private volatile CompletableFuture<RpcResponse> answer = CompletableFuture.completedFuture(null);
  private long request;
  private long sentNanos;

  Slot(ClosedRun run, int connection, Turns turns) {
    this.run = run;
    this.connection = connection;
    this.turns = turns;
  }

  /**
   * Starts the next request. If it ends at once, on this thread or on another, the one after it is
   * started by this loop, not deeper in the stack.
   */
  void go() {
    if (pending.getAndIncrement() > 0) {
      return;
    }
    do {
      next();
    } while (pending.decrementAndGet() > 0);
  }

  private void next() {
    long now = run.now();
    request = run.claim(now);
    if (request == ClosedRun.NONE) {
      run.retire();
      return;
    }
    sentNanos = now;
    busy.set(true);
    if (run.abandoned()) {
      // Whoever abandoned the run either saw that we are busy, or we see that it is abandoned.
      if (busy.compareAndSet(true, false)) {
        run.retire();
      }
      return;
    }
    try {
      answer = run.target().start(connection, request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    } catch (Error e) {
      run.abort(e); // thrown by the thread that runs the loop
      return;
    }
    answer.whenComplete(this);
    if (run.abandoned()) {
      answer.cancel(true); // given up before the answer was known
    }
  }

  @Override
  public void accept(RpcResponse response, Throwable thrown) {
    long now = run.now();
    if (!busy.compareAndSet(true, false)) {
      return; // given up
    }
    run.ended(request, sentNanos, now, response, thrown);
    if (run.admits(this) && !turns.defer(this)) {
      go();
    }
  }

  int connection() {
    return connection;
  }

  /** Whether a request was in flight; it does not count any more. */
  boolean giveUp() {
    return busy.compareAndSet(true, false);
  }

  /** Tells the target that nobody waits any more. */
  void cancel() {
    answer.cancel(true);
  }
}
