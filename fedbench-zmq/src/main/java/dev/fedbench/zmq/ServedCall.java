package dev.fedbench.zmq;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;

/** A call at the server, from its arrival to its answer. Its state changes in the loop's turn. */
final class ServedCall implements CallContext, Piece {

  private static final System.Logger LOG = System.getLogger(ServedCall.class.getName());

  private enum State {
    OPEN,
    ANSWERED,
    CANCELLED
  }

  final Session session;
  final long id;
  final String method;
  final long deadlineNanos;
  private final Reception reception;
  private RpcRequest request;

  /** The answer that the handler had at once. */
  private RpcResponse ready;

  private volatile State state = State.OPEN;

  /** The caller gave it up, or left. */
  final Signal givenUp = new Signal();

  /** Its answer is on its way, or there is none. */
  final Signal over = new Signal();

  ServedCall(Reception reception, Session session, Frames.Call call, long deadlineNanos) {
    this.reception = reception;
    this.session = session;
    this.id = call.id();
    this.method = call.method();
    this.deadlineNanos = deadlineNanos;
    this.request = new RpcRequest(call.method(), call.orderKey(), call.body());
  }

  /** The handler's part. */
  @Override
  public void run() {
    if (state != State.OPEN) {
      return;
    }
    CompletableFuture<RpcResponse> answer = handle(reception.handler());
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      ready = answer.join();
      if (ready == null) {
        ready = failed(new NullPointerException("it answered null"));
      }
    } else {
      answer.whenComplete(
          (response, cause) ->
              reception.answer(
                  this,
                  response != null
                      ? response
                      : failed(
                          cause != null ? cause : new NullPointerException("it answered null"))));
    }
  }

  /** Never throws, and never gives null. */
  private CompletableFuture<RpcResponse> handle(RpcHandler handler) {
    RpcRequest own = request;
    request = null;
    try {
      return handler.handle(own, this).toCompletableFuture();
    } catch (Throwable e) { // An assertion or a stack overflow in a handler is its own, too.
      return CompletableFuture.completedFuture(failed(e));
    }
  }

  private RpcResponse failed(Throwable cause) {
    LOG.log(System.Logger.Level.WARNING, "the handler of " + method + " failed", cause);
    return RpcResponse.error(
        "internal error while serving %s; the server's log has it".formatted(method));
  }

  @Override
  public void after() {
    if (ready != null) {
      reception.answerNow(this, ready);
    }
  }

  /** Whether it had no end so far; it has now. */
  boolean settle() {
    boolean open = state == State.OPEN;
    if (open) {
      state = State.ANSWERED;
    }
    return open;
  }

  /** Whether it had no end so far; it has now, and {@link #givenUp} is to follow. */
  boolean cancel() {
    boolean open = state == State.OPEN;
    if (open) {
      state = State.CANCELLED;
    }
    return open;
  }

  @Override
  public boolean cancelled() {
    return state == State.CANCELLED;
  }

  @Override
  public void onCancel(Runnable action) {
    givenUp.on(action);
  }

  @Override
  public void onEnded(Runnable action) {
    over.on(action);
  }

  @Override
  public String peer() {
    return session.peer();
  }
}
