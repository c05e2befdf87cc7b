package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Cause;
import dev.fedbench.core.fl.wire.MalformedMessageException;
import dev.fedbench.core.fl.wire.Refusal;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Calls a coordinator and waits: an answer, or a turn that failed with its cause. */
final class Caller {

  /** Reads an answer. */
  interface Decoder<T> {
    T decode(ByteBuffer body) throws MalformedMessageException;
  }

  private final RpcClient client;
  private final Duration timeout;

  Caller(RpcClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  <T> T call(String method, ByteBuffer body, Decoder<T> decoder)
      throws TurnFailedException, InterruptedException {
    CompletableFuture<RpcResponse> answer = client.call(RpcRequest.of(method, body), timeout);
    try {
      return read(method, answer.get(), decoder);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw new TurnFailedException(cause(e.getCause()));
    } catch (CancellationException e) {
      throw new TurnFailedException(Cause.CANCELLED, method + " was cancelled");
    }
  }

  static <T> T read(String method, RpcResponse response, Decoder<T> decoder)
      throws TurnFailedException {
    if (response.kind() != MessageKind.RESULT) {
      throw new TurnFailedException(
          response.kind() == MessageKind.FAILURE
              ? Refusal.of(response)
              : new Refusal(Cause.COORDINATOR_ERROR, response.text()));
    }
    try {
      return decoder.decode(response.body());
    } catch (MalformedMessageException e) {
      throw new TurnFailedException(
          Cause.COORDINATOR_ERROR, "the answer to %s: %s".formatted(method, e.getMessage()));
    }
  }

  static Refusal cause(Throwable thrown) {
    if (thrown instanceof CompletionException && thrown.getCause() != null) {
      return cause(thrown.getCause());
    }
    if (thrown instanceof RpcException e) {
      Cause cause =
          switch (e.reason()) {
            case TIMEOUT -> Cause.TIMEOUT;
            case UNAVAILABLE, CLOSED -> Cause.UNAVAILABLE;
            case TOO_LARGE, PROTOCOL -> Cause.COORDINATOR_ERROR;
          };
      return new Refusal(cause, e.getMessage());
    }
    if (thrown instanceof IOException) {
      return new Refusal(Cause.UNAVAILABLE, String.valueOf(thrown.getMessage()));
    }
    return new Refusal(Cause.COORDINATOR_ERROR, String.valueOf(thrown));
  }
}
