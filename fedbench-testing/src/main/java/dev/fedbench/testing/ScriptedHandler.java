package dev.fedbench.testing;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that does what the method's name says. */
final class ScriptedHandler implements RpcHandler {

  /** Not ASCII, so that its encoding shows. */
  static final String REFUSAL = "the norm is 4.2; expected ≤ 4.0";

  static final String BREAKAGE = "the store is full – try later";

  /** What no caller may ever see. */
  static final String SECRET = "secret-of-the-server";

  /** A call that waits to be answered by the test. */
  record Pending(RpcRequest request, CallContext call, CompletableFuture<RpcResponse> reply) {

    /** Answers with what the call brought. */
    void echo() {
      reply.complete(RpcResponse.result(request.body().duplicate()));
    }
  }

  /** Calls of {@code pend}, in the order in which they came. */
  final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();

  /** How many calls were handled or are. */
  final AtomicInteger calls = new AtomicInteger();

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    calls.incrementAndGet();
    switch (request.method()) {
      case "echo":
        return now(RpcResponse.result(consume(request.body())));
      case "pend":
        return pend(request, call);
      case "zeros": // as many as the request says
        return now(RpcResponse.result(ByteBuffer.allocate(request.body().duplicate().getInt())));
      case "describe":
        return now(RpcResponse.result(Bytes.utf8(request.orderKey() + "|" + call.peer())));
      case "watch-end":
        return watchEnd(request, call);
      case "refuse":
        return now(RpcResponse.failure(REFUSAL));
      case "break":
        return now(RpcResponse.error(BREAKAGE));
      default:
        return misbehave(request.method());
    }
  }

  /** A copy, read so that the buffer's position moves: it is the handler's own. */
  private static ByteBuffer consume(ByteBuffer body) {
    return ByteBuffer.allocate(body.remaining()).put(body).flip();
  }

  /** Answers with how often the end of this call was told before it was answered. */
  private CompletionStage<RpcResponse> watchEnd(RpcRequest request, CallContext call) {
    AtomicInteger told = new AtomicInteger();
    call.onEnded(told::incrementAndGet);
    int early = told.get();
    call.onEnded(() -> pending.add(new Pending(request, call, new CompletableFuture<>())));
    return now(RpcResponse.result(Bytes.integer(early)));
  }

  private static CompletionStage<RpcResponse> misbehave(String how) {
    switch (how) {
      case "throw-exception":
        throw new IllegalStateException(SECRET);
      case "throw-error":
        throw new AssertionError(SECRET);
      case "return-null":
        return null;
      case "answer-null":
        return now(null);
      case "fail-stage":
        return CompletableFuture.failedFuture(new IllegalStateException(SECRET));
      default:
        return now(RpcResponse.failure("unknown method " + how));
    }
  }

  private CompletionStage<RpcResponse> pend(RpcRequest request, CallContext call) {
    CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
    pending.add(new Pending(request, call, reply));
    return reply;
  }

  private static CompletionStage<RpcResponse> now(RpcResponse response) {
    return CompletableFuture.completedFuture(response);
  }
}
