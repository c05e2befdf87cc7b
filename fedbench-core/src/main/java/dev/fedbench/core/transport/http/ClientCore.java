package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.CallTimer;
import dev.fedbench.core.transport.Deliveries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProxyAuthenticationProtocolHandler;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.UpgradeProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * What all clients of one transport share: Jetty's client with its threads, a timer, and threads
 * for listeners. Started with the first client, stopped with the last.
 */
final class ClientCore {

  private static final System.Logger LOG = System.getLogger(ClientCore.class.getName());

  /** Many, so that code of the host's that blocks where an answer arrives does not stop others. */
  private static final int MAX_THREADS = 200;

  private static final int MIN_THREADS = 2;
  private static final int HEAD_BYTES = 8 * 1024;
  private static final int READ_BYTES = 64 * 1024;
  private static final long STOP_MILLIS = Duration.ofSeconds(5).toMillis();

  private static final List<String> UNWANTED =
      List.of(
          RedirectProtocolHandler.NAME,
          WWWAuthenticationProtocolHandler.NAME,
          ProxyAuthenticationProtocolHandler.NAME,
          new UpgradeProtocolHandler().getName());

  /** Tells the thread names of two cores apart. */
  private static final AtomicInteger LAST = new AtomicInteger();

  private final HttpClient jetty;
  private final CallTimer timer;
  private final Deliveries deliveries;
  private final QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);

  /** Starts the threads. */
  ClientCore(Optional<SSLContext> tls) throws IOException {
    String name = "fedbench-http-client-" + LAST.incrementAndGet();
    threads.setName(name);
    threads.setDaemon(true);
    threads.setStopTimeout(STOP_MILLIS);
    threads.setIdleTimeout(5_000);
    timer = new CallTimer(name + "-timer");
    deliveries = new Deliveries(name + "-listener");
    ClientConnector connector = tls.isPresent() ? new ClientConnector() : new PlainConnector();
    connector.setSelectors(1);
    connector.setExecutor(threads);
    connector.setScheduler(new ScheduledExecutorScheduler(name + "-scheduler", true));
    tls.ifPresent(context -> connector.setSslContextFactory(tls(context)));
    jetty = new HttpClient(new HttpClientTransportOverHTTP(connector));
    configure(jetty);
    try {
      jetty.start();
    } catch (Exception e) {
      throw new IOException("cannot start the HTTP client: " + e.getMessage(), e);
    }
    // After the start, which puts them there: nothing is sent that we did not ask for.
    for (String unwanted : UNWANTED) {
      jetty.getProtocolHandlers().remove(unwanted);
    }
    jetty.getContentDecoderFactories().clear();
  }

  private static void configure(HttpClient jetty) {
    jetty.setFollowRedirects(false);
    jetty.setHttpCookieStore(new HttpCookieStore.Empty());
    jetty.setUserAgentField(null);
    // It is the server that closes idle connections, and tells when.
    jetty.setIdleTimeout(0);
    jetty.setRequestBufferSize(HEAD_BYTES);
    jetty.setResponseBufferSize(READ_BYTES);
    jetty.setMaxResponseHeadersSize(HEAD_BYTES);
  }

  /**
   * Without TLS: as it comes, Jetty reads the JVM's certificates, which takes longer than all else.
   */
  private static final class PlainConnector extends ClientConnector {

    @Override
    protected SslContextFactory.Client newSslContextFactory() {
      return new SslContextFactory.Client() {
        @Override
        protected void doStart() {}
      };
    }
  }

  private static SslContextFactory.Client tls(SSLContext context) {
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setSslContext(context);
    factory.setIncludeProtocols(TlsKeys.PROTOCOL);
    factory.setEndpointIdentificationAlgorithm("HTTPS");
    return factory;
  }

  HttpClient jetty() {
    return jetty;
  }

  /** Runs a task that may take some time, after the delay. */
  Future<?> schedule(Runnable task, long delayNanos) {
    return timer.schedule(() -> execute(task), delayNanos);
  }

  /** Runs a task that may take some time on another thread; on this one if there are none left. */
  void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }

  Deliveries deliveries() {
    return deliveries;
  }

  void stop() {
    timer.close();
    deliveries.close();
    try {
      jetty.stop();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "while stopping the HTTP client", e);
    }
  }
}
