package dev.fedbench.core.rpc;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends and receives frames.
 *
 * @param mostBytes of a plain result or publication
 */
record CompressingClient(RpcClient inner, Packer packer, int mostBytes) implements RpcClient {

  @Override
  public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
    RpcRequest framed =
        new RpcRequest(
            request.method(),
            request.orderKey(),
            packer.pack(MessageKind.FUNCTION, request.method(), request.body()));
    CompletableFuture<RpcResponse> answer = inner.call(framed, timeout);
    CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
    answer.whenComplete((response, failure) -> settle(reply, response, failure));
    // Completed by anybody else, in whatever way: the caller gives up.
    reply.whenComplete((response, failure) -> answer.cancel(true));
    return reply;
  }

  private void settle(
      CompletableFuture<RpcResponse> reply, RpcResponse response, Throwable failure) {
    if (failure != null) {
      reply.completeExceptionally(failure);
      return;
    }
    try {
      reply.complete(plain(response));
    } catch (RpcException e) {
      reply.completeExceptionally(e);
    } catch (RuntimeException e) { // a codec's mistake
      reply.completeExceptionally(
          new RpcException(Reason.PROTOCOL, "the answer cannot be decompressed", e));
    }
  }

  private RpcResponse plain(RpcResponse response) throws RpcException {
    if (response.kind() != MessageKind.RESULT) {
      return response;
    }
    Frame frame = Frame.read(response.body());
    if (frame.kind() == Frame.Kind.REFUSAL) {
      throw new RpcException(
          Reason.TOO_LARGE,
          "the server refuses the request: " + StandardCharsets.UTF_8.decode(frame.payload()));
    }
    return RpcResponse.result(packer.unpack(response.body(), mostBytes));
  }

  @Override
  public Subscription subscribe(String topic, TopicListener listener) {
    UnpackingListener unpacking = new UnpackingListener(listener, packer, mostBytes);
    unpacking.follow(inner.subscribe(topic, unpacking));
    return unpacking;
  }

  @Override
  public WireStats stats() {
    return inner.stats();
  }

  @Override
  public void close() {
    inner.close();
  }
}
