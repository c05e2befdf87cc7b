package dev.fedbench.testing;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One server with a scripted handler, and its clients; closes them all. */
final class Rig implements AutoCloseable {

  /** For a test that does not close with calls under way: nothing to wait for. */
  static final ServerOptions OPTIONS = ServerOptions.defaults().withCloseGrace(Duration.ZERO);

  /** For a busy machine; and who cannot connect hears of it before all patience is at its end. */
  static final ClientOptions CLIENT_OPTIONS =
      ClientOptions.defaults().withConnectTimeout(Patience.LIMIT.dividedBy(2));

  final Transport transport;
  final ScriptedHandler handler = new ScriptedHandler();
  final RpcServer server;
  private final List<RpcClient> clients = new ArrayList<>();

  Rig(TransportUnderTest test) throws IOException {
    this(test, OPTIONS);
  }

  Rig(TransportUnderTest test, ServerOptions options) throws IOException {
    transport = test.transport();
    server = transport.serve(transport.address(test.host(), 0), handler, options);
  }

  /** A client with one connection for calls. */
  RpcClient client() throws IOException {
    return client(CLIENT_OPTIONS);
  }

  /** A client with so many connections for calls. */
  RpcClient client(int connections) throws IOException {
    return client(CLIENT_OPTIONS.withMaxConnections(connections));
  }

  RpcClient client(ClientOptions options) throws IOException {
    RpcClient client = transport.connect(server.endpoint(), options);
    clients.add(client);
    return client;
  }

  /** Calls and does not wait. */
  static CompletableFuture<RpcResponse> start(RpcClient client, String method, ByteBuffer body) {
    return client.call(RpcRequest.of(method, body), Patience.LIMIT);
  }

  /** Calls without a body and does not wait. */
  static CompletableFuture<RpcResponse> start(RpcClient client, String method) {
    return start(client, method, ByteBuffer.allocate(0));
  }

  /** Calls and waits for the answer. */
  static RpcResponse call(RpcClient client, String method, ByteBuffer body) throws Exception {
    return Patience.answer(start(client, method, body));
  }

  /** The next call of {@code pend} that reached the server. */
  ScriptedHandler.Pending nextPending() throws InterruptedException {
    return Patience.next(handler.pending);
  }

  @Override
  public void close() {
    clients.forEach(RpcClient::close);
    server.close();
  }
}
