package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.CallTimer;
import dev.fedbench.core.transport.Publication;
import dev.fedbench.core.transport.Topics;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Server;

/** The serving end. Owns Jetty's server with its threads, and one thread for timeouts. */
final class HttpRpcServer implements RpcServer {

  private static final System.Logger LOG = System.getLogger(HttpRpcServer.class.getName());

  private final Served served;
  private final Connections connections;
  private final Server jetty;
  private final URI endpoint;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Bound and answering when this returns. */
  HttpRpcServer(
      URI bind,
      RpcHandler handler,
      ServerOptions options,
      HttpLimits limits,
      Optional<TlsKeys.ServerKeys> tls,
      Endpoints endpoints)
      throws IOException {
    String name = "fedbench-http-" + bind.getPort();
    JettyServer setup = new JettyServer(name, bind, options, tls);
    this.connections = new Connections(limits.requestDeadline(), limits.addressLimit(options));
    this.served =
        new Served(
            handler,
            options,
            limits.pollTime(),
            new WireCounter(),
            new Topics(),
            new UnderWay(),
            new CallTimer(name + "-timer"),
            task -> execute(setup, task));
    this.jetty = setup.server();
    int port = setup.start(new Router(served, connections, endpoints), connections);
    this.endpoint = URI.create(bind.getScheme() + "://" + bind.getHost() + ":" + port);
  }

  private static void execute(JettyServer setup, Runnable task) {
    try {
      setup.server().getThreadPool().execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped: its connections are closed, and nobody waits for an answer.
      LOG.log(System.Logger.Level.DEBUG, "too late for an answer", e);
    }
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void publish(String topic, long version, ByteBuffer body) {
    served.topics().publish(topic, new Publication(version, body.asReadOnlyBuffer()));
  }

  @Override
  public WireStats stats() {
    return served
        .counter()
        .stats(
            OptionalLong.of(connections.bytesSent()), OptionalLong.of(connections.bytesReceived()));
  }

  /** For tests: connections since the start. */
  Connections connections() {
    return connections;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    JettyServer.stopAccepting(jetty);
    served.underWay().close(served.options().closeGrace());
    served.timer().close();
    JettyServer.stop(jetty);
  }
}
