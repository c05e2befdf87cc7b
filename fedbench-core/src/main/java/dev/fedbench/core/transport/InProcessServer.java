package dev.fedbench.core.transport;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The serving end. Owns the threads: one for timeouts and a few for listeners, all on demand. */
final class InProcessServer implements RpcServer {

  private final URI endpoint;
  private final RpcHandler handler;
  private final ServerOptions options;
  private final WireCounter counter = new WireCounter();
  private final Topics topics = new Topics();
  private final Deliveries deliveries;
  private final CallTimer timer;
  private final Set<InProcessClient> clients = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Starts no thread yet. */
  InProcessServer(URI endpoint, RpcHandler handler, ServerOptions options) {
    this.endpoint = endpoint;
    this.handler = handler;
    this.options = options;
    String name = "fedbench-inprocess-" + endpoint.getHost() + ":" + endpoint.getPort();
    this.deliveries = new Deliveries(name + "-listener");
    this.timer = new CallTimer(name + "-timer");
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void publish(String topic, long version, ByteBuffer body) {
    topics.publish(topic, new Publication(version, body.asReadOnlyBuffer()));
  }

  @Override
  public WireStats stats() {
    return counter.stats(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    Endpoints.release(this);
    if (closed) {
      return;
    }
    closed = true;
    awaitCalls();
    for (InProcessClient client : clients) {
      client.lose(unavailable());
    }
    clients.clear();
    timer.close();
    deliveries.close();
  }

  InProcessClient connect(ClientOptions clientOptions) {
    InProcessClient client = new InProcessClient(this, clientOptions);
    clients.add(client);
    return client;
  }

  void disconnected(InProcessClient client) {
    clients.remove(client);
  }

  boolean closed() {
    return closed;
  }

  RpcHandler handler() {
    return handler;
  }

  ServerOptions options() {
    return options;
  }

  WireCounter counter() {
    return counter;
  }

  Topics topics() {
    return topics;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  CallTimer timer() {
    return timer;
  }

  RpcException unavailable() {
    return new RpcException(Reason.UNAVAILABLE, "the server %s is closed".formatted(endpoint));
  }

  /** New calls are refused by now, so that these are all. */
  private void awaitCalls() {
    CompletableFuture<?>[] calls =
        clients.stream().flatMap(InProcessClient::underWay).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(calls).get(options.closeGrace().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The first are cancelled next; the second are over, and their callers know.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
