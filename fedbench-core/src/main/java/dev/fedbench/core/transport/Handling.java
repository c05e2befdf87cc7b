package dev.fedbench.core.transport;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls code that is not ours: whatever it throws ends there, in the log. */
public final class Handling {

  private static final System.Logger LOG = System.getLogger(Handling.class.getName());

  private Handling() {}

  /**
   * Has the handler answer.
   *
   * @return never completes exceptionally: an exception becomes an ERROR that shows nothing of it
   */
  public static CompletableFuture<RpcResponse> answer(
      RpcHandler handler, RpcRequest request, CallContext call) {
    return totally(
        request.method(),
        () -> handler.handle(request, call),
        () -> RpcResponse.error(publicText(request.method())));
  }

  /**
   * Has other people's code answer.
   *
   * @param what names it in the log
   * @param otherwise stands in for its answer if it fails, or answers null
   * @return never completes exceptionally or with null
   */
  public static <T> CompletableFuture<T> totally(
      String what, Supplier<? extends CompletionStage<T>> code, Supplier<T> otherwise) {
    CompletableFuture<T> stage;
    try {
      stage = code.get().toCompletableFuture();
    } catch (Throwable e) { // An assertion or a stack overflow in a handler is its own, too.
      return CompletableFuture.completedFuture(failed(what, e, otherwise));
    }
    boolean answered = stage.isDone() && !stage.isCompletedExceptionally() && stage.join() != null;
    return answered
        ? stage
        : stage.handle((answer, e) -> answer != null ? answer : failed(what, e, otherwise));
  }

  private static <T> T failed(String what, Throwable cause, Supplier<T> otherwise) {
    LOG.log(
        System.Logger.Level.WARNING,
        "the handler of " + what + " failed",
        cause != null ? cause : new NullPointerException("it answered null"));
    return otherwise.get();
  }

  /** What a peer is told of a failure. */
  public static String publicText(String what) {
    return "internal error while serving %s; the server's log has it".formatted(what);
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
