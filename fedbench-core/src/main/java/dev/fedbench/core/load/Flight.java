package dev.fedbench.core.load;

import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** A request of an open loop that is under way. It ends once. */
final class Flight implements BiConsumer<RpcResponse, Throwable> {

  private final OpenRun run;
  private final long request;
  private final long dueNanos;
  private final long sentNanos;
  private final boolean measured;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile CompletableFuture<RpcResponse> answer = new CompletableFuture<>();

  Flight(OpenRun run, long request, long dueNanos, long sentNanos, boolean measured) {
    this.run = run;
    this.request = request;
    this.dueNanos = dueNanos;
    this.sentNanos = sentNanos;
    this.measured = measured;
  }

  void start(Target target) {
    int connection = (int) (request % target.connections());
    try {
      answer = target.start(connection, request);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    answer.whenComplete(this);
  }

  @Override
  public void accept(RpcResponse response, Throwable failure) {
    if (end()) {
      run.ended(this, response, failure);
    }
  }

  /** Whether it ends by this call. */
  boolean end() {
    return ended.compareAndSet(false, true);
  }

  /** Tells the target that nobody waits any more. */
  void giveUp() {
    answer.cancel(true);
  }

  long request() {
    return request;
  }

  long dueNanos() {
    return dueNanos;
  }

  long sentNanos() {
    return sentNanos;
  }

  boolean measured() {
    return measured;
  }
}
