package dev.fedbench.core.suite;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.Transport;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The in-process transport with tests in between. */
class BentTransport implements Transport {

  private final Transport straight = new InProcessTransport();

  /** The servers that were started, for tests that take one away. */
  final List<RpcServer> servers = new CopyOnWriteArrayList<>();

  /** A client is about to connect. */
  void connecting(ClientOptions options) throws IOException {}

  /** A client is about to subscribe; what is returned listens. */
  TopicListener subscribing(ClientOptions options, TopicListener listener) {
    return listener;
  }

  /** A call is about to be made; {@code call} makes it. */
  CompletableFuture<RpcResponse> calling(ClientOptions options, RpcRequest request, Call call) {
    return call.make();
  }

  interface Call {
    CompletableFuture<RpcResponse> make();
  }

  @Override
  public String name() {
    return "inprocess";
  }

  @Override
  public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException {
    RpcServer server = straight.serve(bind, handler, options);
    servers.add(server);
    return server;
  }

  @Override
  public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
    connecting(options);
    RpcClient client = straight.connect(endpoint, options);
    return new RpcClient() {
      @Override
      public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
        return calling(options, request, () -> client.call(request, timeout));
      }

      @Override
      public Subscription subscribe(String topic, TopicListener listener) {
        return client.subscribe(topic, subscribing(options, listener));
      }

      @Override
      public WireStats stats() {
        return client.stats();
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }
}
