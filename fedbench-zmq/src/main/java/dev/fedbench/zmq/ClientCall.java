package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A call at the client, and the future that its caller holds. What is not final belongs to the
 * loop's turn.
 */
final class ClientCall extends CompletableFuture<RpcResponse> implements Piece {

  private final CallRoom room;
  final String method;
  final String orderKey;
  final ByteBuffer body;
  final Duration timeout;
  final long deadlineNanos;

  /** Of the message that carries it; 0 until it is sent. */
  long id;

  /** Nobody waits for the answer any more; the server has been told, or will be. */
  boolean givenUp;

  boolean cancelSent;

  /** It has an end, which the future has or is about to have. */
  boolean over;

  private RpcResponse response;
  private RpcException failure;

  ClientCall(CallRoom room, RpcRequest request, Duration timeout, long deadlineNanos) {
    this.room = room;
    this.method = request.method();
    this.orderKey = request.orderKey();
    this.body = request.body().slice();
    this.timeout = timeout;
    this.deadlineNanos = deadlineNanos;
  }

  /** In the loop's turn: has the future completed soon. */
  void answer(Loop loop, RpcResponse answer) {
    over = true;
    response = answer;
    loop.later(this);
  }

  /** In the loop's turn: has the future completed soon. */
  void fail(Loop loop, RpcException cause) {
    over = true;
    failure = cause;
    loop.later(this);
  }

  /** What hangs on the future runs here. */
  @Override
  public void run() {
    if (failure != null) {
      super.completeExceptionally(failure);
    } else {
      super.complete(response);
    }
  }

  /** Completed by anybody else: the caller gives it up, in whatever way. */
  @Override
  public boolean cancel(boolean mayInterrupt) {
    return noted(super.cancel(mayInterrupt));
  }

  @Override
  public boolean complete(RpcResponse value) {
    return noted(super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable cause) {
    return noted(super.completeExceptionally(cause));
  }

  private boolean noted(boolean ended) {
    if (ended) {
      room.giveUp(this);
    }
    return ended;
  }

  /** What is derived from this is no call. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
