package dev.fedbench.rpc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of one server. Thread-safe. */
public interface RpcClient extends AutoCloseable {

  /**
   * Calls a method. The future completes with the answer, whatever its kind, or exceptionally with
   * an {@link RpcException}. To cancel the future is to give up the call: the server's handler is
   * told. Nothing is retried.
   *
   * @param timeout the time from now until the answer must be here, waiting for a connection
   *     included
   */
  CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout);

  /**
   * Subscribes to a topic: first its last version, if it has one, then each new one. Versions may
   * be skipped, and are never repeated or reordered.
   */
  Subscription subscribe(String topic, TopicListener listener);

  /** What was sent and received so far. */
  WireStats stats();

  /**
   * Ends subscriptions, fails calls under way with CLOSED and closes the connections. Idempotent.
   */
  @Override
  void close();
}
