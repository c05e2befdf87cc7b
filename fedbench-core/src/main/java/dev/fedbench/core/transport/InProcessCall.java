package dev.fedbench.core.transport;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * One call. It ends once: with the handler's answer, given up by the caller or by its timeout, or
 * broken off by the server's end. Whoever ends it completes the reply.
 */
final class InProcessCall implements CallContext {

  private final InProcessClient client;
  private final InProcessServer server;
  private final String method;
  private final CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
  private final Cancellation cancellation = new Cancellation();
  private final Ending ending = new Ending();
  private volatile Future<?> timeoutTask;

  InProcessCall(InProcessClient client, InProcessServer server, String method) {
    this.client = client;
    this.server = server;
    this.method = method;
  }

  CompletableFuture<RpcResponse> reply() {
    return reply;
  }

  /** Serves the call on this thread. */
  void run(RpcRequest request, Duration timeout) {
    long startNanos = System.nanoTime();
    long timeoutNanos = CallTimer.nanos(timeout);
    if (timeoutNanos <= 0) {
      refuse(timedOut(timeout));
      return;
    }
    client.countSent(MessageKind.FUNCTION, method, request.orderKey(), request.body().remaining());
    // Buffers of its own: a handler that reads must not move the caller's position.
    RpcRequest own = new RpcRequest(method, request.orderKey(), request.body().duplicate());
    CompletableFuture<RpcResponse> answer = Handling.answer(server.handler(), own, this);
    long leftNanos = timeoutNanos - (System.nanoTime() - startNanos);
    if (answer.isDone()) {
      respond(answer.join(), leftNanos > 0 ? null : timedOut(timeout));
    } else {
      await(answer, leftNanos, timeout);
    }
  }

  private void await(CompletableFuture<RpcResponse> answer, long leftNanos, Duration timeout) {
    timeoutTask =
        server
            .timer()
            .schedule(
                // Actions and the reply's dependents are not ours: off the timer's thread.
                () -> server.deliveries().execute(() -> giveUp(timedOut(timeout))), leftNanos);
    answer.thenAccept(response -> respond(response, null));
    // Completed by anybody else: the caller cancelled it, in whatever way.
    reply.whenComplete((response, failure) -> giveUp(null));
    if (reply.isDone()) {
      timeoutTask.cancel(false);
    }
  }

  /** Ends a call that did not start. */
  void refuse(RpcException cause) {
    if (cancellation.settle()) {
      end();
      reply.completeExceptionally(cause);
    }
  }

  /**
   * Ends the call from the caller's side.
   *
   * @param cause what the reply fails with; null if it has been completed already
   */
  void giveUp(RpcException cause) {
    if (cancellation.cancel()) {
      client.countSent(MessageKind.CANCEL, method, "", 0);
      client.countReceived(MessageKind.CANCELLED, method, 0);
      cancelled(cause);
    }
  }

  /** Ends the call from the server's side. */
  void breakOff(RpcException cause) {
    if (cancellation.cancel()) {
      cancelled(cause);
    }
  }

  private void cancelled(RpcException cause) {
    end();
    cancellation.runActions();
    if (cause != null) {
      reply.completeExceptionally(cause);
    }
    ending.end();
  }

  /**
   * Ends the call with its answer.
   *
   * @param late why the answer comes too late for the caller; null if it does not
   */
  private void respond(RpcResponse response, RpcException late) {
    if (cancellation.settle()) {
      end();
      deliver(response, late);
      ending.end();
    }
  }

  private void deliver(RpcResponse response, RpcException late) {
    int bytes = response.body().remaining();
    int limit = client.options().maxResponseBytes();
    if (bytes > limit) {
      reply.completeExceptionally(
          new RpcException(
              Reason.TOO_LARGE,
              "%s answered with %d bytes; this client takes at most %d"
                  .formatted(method, bytes, limit)));
      return;
    }
    client.countReceived(response.kind(), method, bytes);
    if (late != null) {
      reply.completeExceptionally(late);
    } else {
      reply.complete(new RpcResponse(response.kind(), response.body().duplicate()));
    }
  }

  private void end() {
    client.ended(this);
    Future<?> task = timeoutTask;
    if (task != null) {
      task.cancel(false);
    }
  }

  private RpcException timedOut(Duration timeout) {
    return new RpcException(
        Reason.TIMEOUT,
        "%s: no answer from %s within %s".formatted(method, server.endpoint(), timeout));
  }

  @Override
  public boolean cancelled() {
    return cancellation.cancelled();
  }

  @Override
  public void onCancel(Runnable action) {
    cancellation.onCancel(action);
  }

  @Override
  public void onEnded(Runnable action) {
    ending.onEnded(action);
  }

  @Override
  public String peer() {
    return client.options().name();
  }
}
