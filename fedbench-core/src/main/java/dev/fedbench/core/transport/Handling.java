package dev.fedbench.core.transport;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Calls code that is not ours: whatever it throws ends there, in the log. */
public final class Handling {

  private static final System.Logger LOG = System.getLogger(Handling.class.getName());

  /** What a caller sees of an exception. */
  private static final String ERROR = "internal error while serving %s; the server's log has it";

  private Handling() {}

  /**
   * Has the handler answer.
   *
   * @return never completes exceptionally: an exception becomes an ERROR that shows nothing of it
   */
  public static CompletableFuture<RpcResponse> answer(
      RpcHandler handler, RpcRequest request, CallContext call) {
    CompletableFuture<RpcResponse> stage;
    try {
      CompletionStage<RpcResponse> answer = handler.handle(request, call);
      stage = answer.toCompletableFuture();
    } catch (Throwable e) { // An assertion or a stack overflow in a handler is its own, too.
      return CompletableFuture.completedFuture(error(request.method(), e));
    }
    boolean answered = stage.isDone() && !stage.isCompletedExceptionally() && stage.join() != null;
    return answered ? stage : stage.handle((response, e) -> total(request.method(), response, e));
  }

  private static RpcResponse total(String method, RpcResponse response, Throwable failure) {
    if (response != null) {
      return response;
    }
    return error(method, failure == null ? new NullPointerException("a null response") : failure);
  }

  private static RpcResponse error(String method, Throwable cause) {
    LOG.log(System.Logger.Level.WARNING, "handler of " + method + " failed", cause);
    return RpcResponse.error(ERROR.formatted(method));
  }

  /** Runs a listener or an action; an exception goes to the log. */
  public static void guarded(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "a listener or cancel action failed", e);
    }
  }
}
