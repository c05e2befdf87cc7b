package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The calling end: a socket, and a loop that owns it. */
final class ZmqRpcClient implements RpcClient {

  /** What is under way ends at once; what is left to send has its linger, of a minute at most. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(70);

  private final Loop loop;
  private final Link link;
  private final WireCounter counter;
  private final Object peer;
  private volatile boolean closed;

  ZmqRpcClient(Loop loop, Link link, WireCounter counter) {
    this.loop = loop;
    this.link = link;
    this.counter = counter;
    this.peer = link.peer();
  }

  @Override
  public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
    if (closed) {
      return CompletableFuture.failedFuture(link.closedException());
    }
    if (timeout.isZero() || timeout.isNegative()) {
      return CompletableFuture.failedFuture(CallRoom.timedOut(request.method(), peer, timeout));
    }
    ClientCall call = link.calls().make(request, timeout);
    loop.execute(() -> link.start(call));
    return call;
  }

  @Override
  public Subscription subscribe(String topic, TopicListener listener) {
    Objects.requireNonNull(listener, "listener");
    if (!RpcRequest.isMethod(topic)) {
      throw new IllegalArgumentException(
          "topic '%s': expected %s".formatted(topic, RpcRequest.METHOD_FORM));
    }
    if (closed) {
      throw new IllegalStateException(link.closedException().getMessage());
    }
    ZmqSubscription subscription = link.subscriptions().make(topic, listener);
    loop.execute(() -> link.start(subscription));
    return subscription;
  }

  /** The library does not say what it writes to sockets and reads from them. */
  @Override
  public WireStats stats() {
    return counter.stats(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    closed = true;
    loop.execute(link::shut);
    if (LoopThread.serves(loop)) {
      // Where it is heard that a call is over, or a version: the loop ends after that.
      return;
    }
    try {
      loop.awaitEnd(CLOSE_NANOS);
    } catch (InterruptedException e) {
      // It ends by itself.
      Thread.currentThread().interrupt();
    }
  }
}
