package dev.fedbench.zmq;

import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The serving end: a socket, and a loop that owns it. */
final class ZmqRpcServer implements RpcServer {

  /** After the grace, what is left to send has its linger, of a minute at most. */
  private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(70);

  private final URI endpoint;
  private final Duration closeGrace;
  private final Loop loop;
  private final Reception reception;
  private final Topics topics;
  private final WireCounter counter;
  private final AtomicBoolean closed = new AtomicBoolean();

  ZmqRpcServer(
      URI endpoint,
      Duration closeGrace,
      Loop loop,
      Reception reception,
      Topics topics,
      WireCounter counter) {
    this.endpoint = endpoint;
    this.closeGrace = closeGrace;
    this.loop = loop;
    this.reception = reception;
    this.topics = topics;
    this.counter = counter;
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void publish(String topic, long version, ByteBuffer body) {
    topics.publish(topic, new Topics.Version(version, body.slice()));
    loop.execute(() -> reception.audience().published(topic));
  }

  /** The library does not say what it writes to sockets and reads from them. */
  @Override
  public WireStats stats() {
    return counter.stats(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    boolean first = closed.compareAndSet(false, true);
    try {
      if (first && !LoopThread.serves(loop)) {
        loop.execute(reception::close);
        awaitCalls();
      }
      loop.execute(reception::shut);
      if (!LoopThread.serves(loop)) {
        loop.awaitEnd(CLOSE_NANOS);
      }
    } catch (InterruptedException e) {
      // No more waiting: it ends by itself.
      loop.execute(reception::shut);
      Thread.currentThread().interrupt();
    }
  }

  private void awaitCalls() throws InterruptedException {
    try {
      reception.quiet().get(CallRoom.nanos(closeGrace), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // They are cancelled next.
    } catch (ExecutionException e) {
      throw new IllegalStateException("it is completed in one way", e);
    }
  }

  /** For tests: how many messages were none of the protocol's, or came from nobody known. */
  long refused() {
    return reception.refused();
  }

  /** For tests: how many clients it knows. */
  int sessions() {
    CompletableFuture<Integer> count = new CompletableFuture<>();
    loop.execute(() -> count.complete(reception.sessions()));
    return count.join();
  }
}
