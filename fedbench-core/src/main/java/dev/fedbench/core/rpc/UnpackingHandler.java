package dev.fedbench.core.rpc;

import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Serves frames by a handler of plain bodies.
 *
 * @param mostBytes of a plain request
 */
record UnpackingHandler(RpcHandler handler, Packer packer, int mostBytes) implements RpcHandler {

  @Override
  public CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    ByteBuffer plain;
    try {
      plain = packer.unpack(request.body(), mostBytes);
    } catch (RpcException e) {
      return CompletableFuture.completedFuture(refusal(e));
    }
    RpcRequest own = new RpcRequest(request.method(), request.orderKey(), plain);
    return handler
        .handle(own, call)
        .thenApply(response -> response == null ? null : packed(request.method(), response));
  }

  /** A peer that sent no frame can read a FAILURE; one that did knows a refusal. */
  private static RpcResponse refusal(RpcException cause) {
    return cause.reason() == Reason.TOO_LARGE
        ? RpcResponse.result(Frame.refusal(cause.getMessage()))
        : RpcResponse.failure(cause.getMessage());
  }

  private RpcResponse packed(String method, RpcResponse response) {
    return response.kind() == MessageKind.RESULT
        ? RpcResponse.result(packer.pack(MessageKind.RESULT, method, response.body()))
        : response;
  }
}
