package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Handling;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** Jetty's server with our settings, which held against slow and malformed clients. */
final class JettyServer {

  private static final System.Logger LOG = System.getLogger(JettyServer.class.getName());

  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;
  private static final int ACCEPT_QUEUE = 1024;
  private static final int HEAD_BYTES = 16 * 1024;
  private static final int READ_BYTES = 32 * 1024;
  private static final long STOP_MILLIS = Duration.ofSeconds(5).toMillis();

  private final URI bind;
  private final ServerOptions options;
  private final Server server;
  private final ServerConnector connector;

  JettyServer(String name, URI bind, ServerOptions options, Optional<TlsKeys.ServerKeys> tls) {
    this.bind = bind;
    this.options = options;
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName(name);
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    server = new Server(threads, new ScheduledExecutorScheduler(name + "-scheduler", true), null);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    ConnectionFactory[] factories =
        tls.map(keys -> new ConnectionFactory[] {tls(keys), http})
            .orElseGet(() -> new ConnectionFactory[] {http});
    // Not pooled: after a malformed request Jetty 12.1 can give a buffer back twice, and then a
    // pool hands it to two connections, where one's bytes get into the other's request.
    ByteBufferPool buffers = new ByteBufferPool.NonPooling();
    connector = new ServerConnector(server, null, null, buffers, ACCEPTORS, SELECTORS, factories);
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendDateHeader(false);
    configuration.setRequestHeaderSize(HEAD_BYTES);
    configuration.setInputBufferSize(READ_BYTES);
    configuration.setUseInputDirectByteBuffers(false); // cheap to make, see the pool
    configuration.setUseOutputDirectByteBuffers(false);
    configuration.setUriCompliance(UriCompliance.RFC3986);
    return configuration;
  }

  private static SslConnectionFactory tls(TlsKeys.ServerKeys keys) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(keys.context());
    factory.setNeedClientAuth(keys.clientsToo());
    factory.setIncludeProtocols(TlsKeys.PROTOCOL);
    SslConnectionFactory tls = new SslConnectionFactory(factory, "http/1.1");
    // Clients know the certificate; the name they used for us is of no interest.
    tls.setEnsureSecureRequestCustomizer(false);
    return tls;
  }

  Server server() {
    return server;
  }

  /**
   * Binds and starts.
   *
   * @return the port
   */
  int start(Router router, Connections connections) throws IOException {
    connector.setHost(bind.getHost());
    connector.setPort(bind.getPort());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(options.idleTimeout().toMillis());
    connector.addBean(connections);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(HttpLimits.connections(options), connector));
    server.setHandler(router);
    server.setErrorHandler(new PlainErrors());
    try {
      connector.open();
      server.start();
    } catch (Exception e) {
      stop(server);
      throw cannotBind(e);
    }
    check(connections);
    return connector.getLocalPort();
  }

  private IOException cannotBind(Exception cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    IOException failure =
        new BindException(
            "cannot bind %s: %s; free the address, or use port 0"
                .formatted(bind, root.getMessage()));
    failure.initCause(cause);
    return failure;
  }

  /** Closes late connections from now on, as long as the server runs. */
  private void check(Connections connections) {
    Handling.guarded(connections::closeLate);
    server
        .getScheduler()
        .schedule(
            () -> check(connections),
            connections.checkInterval().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** New connections are refused; those that there are go on. */
  static void stopAccepting(Server server) {
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).close();
    }
  }

  /** Closes all connections and ends all threads. */
  static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "while stopping " + server.getURI(), e);
    }
  }
}
