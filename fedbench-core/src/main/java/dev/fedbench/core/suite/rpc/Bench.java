package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.ClosedLoop;
import dev.fedbench.core.load.ClosedPlan;
import dev.fedbench.core.load.Extent;
import dev.fedbench.core.load.LoadResult;
import dev.fedbench.core.load.OpenLoop;
import dev.fedbench.core.load.OpenPlan;
import dev.fedbench.core.load.SampleSink;
import dev.fedbench.core.load.Target;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * A server, its clients, and what they send. One more client, which is there from the beginning to
 * the end, asks the server how it is. Owns all of it, the server included.
 */
final class Bench implements AutoCloseable {

  /** Of calls that are not part of the load. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RpcPoint point;
  private final BenchServer server;
  private final Transport transport;
  private final BooleanSupplier cancelled;
  private final RpcClient control;
  private final List<RpcClient> clients = new ArrayList<>();
  private final List<RpcRequest> requests;
  private final Duration timeout;

  private Bench(
      RpcPoint point,
      BenchServer server,
      Transport transport,
      List<RpcRequest> requests,
      Duration timeout,
      BooleanSupplier cancelled)
      throws IOException {
    this.point = point;
    this.server = server;
    this.transport = transport;
    this.requests = requests;
    this.timeout = timeout;
    this.cancelled = cancelled;
    this.control = transport.connect(server.endpoint(), options("rpc-control", 1));
  }

  /**
   * Connects to a running server, which is closed with it.
   *
   * @param body of every request
   * @param timeout of every call of the load
   */
  static Bench connect(
      RpcPoint point,
      BenchServer server,
      Transport transport,
      ByteBuffer body,
      Duration timeout,
      BooleanSupplier cancelled)
      throws IOException {
    List<RpcRequest> requests = new ArrayList<>();
    for (int i = 0; i < point.orderKeys(); i++) {
      requests.add(new RpcRequest(point.handler(), String.format(Locale.ROOT, "k%03d", i), body));
    }
    try {
      return new Bench(point, server, transport, requests, timeout, cancelled);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static ClientOptions options(String name, int connections) {
    return ClientOptions.defaults().withName(name).withMaxConnections(connections);
  }

  /** All clients, each with an answer. */
  void connectClients() throws IOException, InterruptedException {
    for (int i = 0; i < point.clients() && !cancelled.getAsBoolean(); i++) {
      clients.add(connect("rpc-" + i));
      answer(clients.get(i), requests.get(0));
    }
  }

  private RpcClient connect(String name) throws IOException {
    return transport.connect(server.endpoint(), options(name, point.inFlight()));
  }

  /** Connects a client, has it call once, and closes it; nanoseconds until the answer. */
  long handshake() throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (RpcClient client = connect("rpc-handshake")) {
      answer(client, requests.get(0));
      return System.nanoTime() - start;
    }
  }

  /** Requests without a pause until so many are made and so much time has gone by. */
  void warmUp(Extent extent) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long left = extent.requests();
    while (left > 0 || System.nanoTime() - start < extent.time().toNanos()) {
      long next = Math.max(1, Math.min(Math.max(left, 100), 1_000));
      LoadResult result =
          ClosedLoop.run(closed(Extent.requests(next)), target(), SampleSink.NONE, this::stopped);
      checkAlive();
      if (cancelled.getAsBoolean() || result.completed() == 0) {
        return; // what is wrong shows in what is measured
      }
      left -= next;
    }
  }

  /** The load of the point. */
  LoadResult load(SampleSink sink) throws IOException, InterruptedException {
    LoadResult result =
        point.rate().isPresent()
            ? OpenLoop.run(
                OpenPlan.of(point.rate().getAsDouble(), point.measured())
                    .withMaxInFlight(window())
                    .withTimeout(timeout),
                target(),
                sink,
                this::stopped)
            : ClosedLoop.run(closed(point.measured()), target(), sink, this::stopped);
    checkAlive();
    return result;
  }

  private ClosedPlan closed(Extent extent) {
    return ClosedPlan.of(window(), extent);
  }

  private int window() {
    return point.clients() * point.inFlight();
  }

  private Target target() {
    return Target.calls(clients, requests, timeout);
  }

  private boolean stopped() {
    return cancelled.getAsBoolean() || server.death().isPresent();
  }

  private void checkAlive() throws IOException {
    Optional<String> death = server.death();
    if (death.isPresent()) {
      throw new IOException(death.get());
    }
  }

  /** How the server is. */
  ServerState state() throws IOException, InterruptedException {
    return ServerState.decode(answer(control, BenchService.statsRequest()).body());
  }

  /** Calls outside the load. */
  RpcResponse ask(RpcRequest request) throws IOException, InterruptedException {
    return answer(control, request);
  }

  /** Waits for an answer, but not for one of a server that is gone. */
  private RpcResponse answer(RpcClient client, RpcRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<RpcResponse> reply = client.call(request, PATIENCE);
    try {
      RpcResponse response = reply.get();
      if (response.kind() != MessageKind.RESULT) {
        throw new IOException(
            "%s answered %s: %s".formatted(request.method(), response.kind(), response.text()));
      }
      return response;
    } catch (ExecutionException e) {
      checkAlive();
      throw e.getCause() instanceof RpcException cause
          ? cause
          : new IOException(request.method() + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      reply.cancel(true);
      throw e;
    }
  }

  /** What all clients have sent and received. */
  WireSum wire() {
    return WireSum.of(clients.stream().map(RpcClient::stats).toList());
  }

  RpcPoint point() {
    return point;
  }

  BenchServer server() {
    return server;
  }

  ByteBuffer body() {
    return requests.get(0).body().duplicate();
  }

  /** The clients of the load, not the one that asks. Idempotent. */
  void closeClients() {
    clients.forEach(RpcClient::close);
  }

  /** All of it. Idempotent. */
  @Override
  public void close() {
    if (cancelled.getAsBoolean()) {
      server.kill(); // nobody waits for what is under way
    }
    closeClients();
    control.close();
    server.close();
  }
}
