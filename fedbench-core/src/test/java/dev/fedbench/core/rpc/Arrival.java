package dev.fedbench.core.rpc;

import dev.fedbench.core.transport.Cancellation;
import dev.fedbench.core.transport.Ending;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A call as a transport brings it to a scheduler: sent only after the handler has returned. */
final class Arrival implements CallContext {

  private final RpcRequest request;
  private final Consumer<RpcResponse> sent;
  private final Cancellation cancellation = new Cancellation();
  private final Ending ending = new Ending();

  private CompletionStage<RpcResponse> stage;

  /** Given by the test's handler. */
  final CompletableFuture<RpcResponse> answer = new CompletableFuture<>();

  Arrival(String key, int number, Consumer<RpcResponse> sent) {
    this.request = new RpcRequest("any", key, ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    this.sent = sent;
  }

  /** What a transport does with a call. */
  void at(RpcHandler scheduler) {
    enter(scheduler);
    follow();
  }

  /** Its first step alone: what the handler will answer is not followed yet. */
  void enter(RpcHandler scheduler) {
    stage = scheduler.handle(request, this);
  }

  /** Its second step. Much may have happened in between. */
  void follow() {
    stage.toCompletableFuture().thenAccept(this::respond);
  }

  private void respond(RpcResponse response) {
    if (cancellation.settle()) {
      sent.accept(response);
      ending.end();
    }
  }

  /** What a transport does when the caller gives up; false if the answer was sent before. */
  boolean giveUp() {
    boolean first = cancellation.cancel();
    if (first) {
      cancellation.runActions();
      ending.end();
    }
    return first;
  }

  String key() {
    return request.orderKey();
  }

  int number() {
    return request.body().getInt(0);
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
    return "test";
  }
}
