package dev.fedbench.core.transport.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * A server's connections: closes those that keep us waiting for a request's head or body, limits
 * those of one address, and counts their bytes.
 *
 * <p>The idle timeout alone would leave a connection open to which one byte comes now and then; so
 * the time for a whole head, and the average rate of a body, are bounded, too.
 */
final class Connections implements Connection.Listener {

  /** What a body must bring on average, after a first deadline's time. */
  private static final long LEAST_BYTES_PER_SECOND = 64 * 1024;

  private static final int CHECKS_PER_DEADLINE = 10;

  /** Many clients that connect at once keep our own processors busy with handshakes. */
  private static final int DEADLINES_PER_HANDSHAKE = 3;

  private enum Awaiting {
    HANDSHAKE,
    HEAD,
    BODY,
    /** Nothing: the server is at work, or it is the client's turn to begin. */
    NOTHING
  }

  /** What one connection owes us. */
  static final class Watch implements SslHandshakeListener {

    private final Connection connection;

    /** All below is guarded by this. */
    private Awaiting awaiting;

    private long sinceNanos = System.nanoTime();
    private long bytesBefore;
    private boolean serving;

    private Watch(Connection connection) {
      this.connection = connection;
      boolean tls = onSocket(connection) != connection;
      awaiting = tls ? Awaiting.HANDSHAKE : Awaiting.HEAD;
    }

    @Override
    public synchronized void handshakeSucceeded(Event event) {
      await(Awaiting.HEAD);
    }

    /** A request's head is here; its body is still to come. */
    private synchronized void headRead() {
      serving = true;
      await(Awaiting.BODY);
    }

    synchronized void bodyRead() {
      awaiting = Awaiting.NOTHING;
    }

    /** The request is answered. */
    synchronized void idle() {
      bytesBefore = connection.getBytesIn();
      awaiting = Awaiting.NOTHING;
      serving = false;
    }

    /** With the lock held. */
    private void await(Awaiting what) {
      bytesBefore = connection.getBytesIn();
      sinceNanos = System.nanoTime();
      awaiting = what;
    }

    /** Whether the connection is late; notices, too, that a new head has begun. */
    private synchronized boolean late(long nowNanos, long deadlineNanos) {
      long bytes = connection.getBytesIn() - bytesBefore;
      switch (awaiting) {
        case HANDSHAKE:
          return nowNanos - sinceNanos > deadlineNanos * DEADLINES_PER_HANDSHAKE;
        case HEAD:
          return nowNanos - sinceNanos > deadlineNanos;
        case BODY:
          double earned = bytes * 1e9 / LEAST_BYTES_PER_SECOND;
          return nowNanos - sinceNanos > deadlineNanos + earned;
        default:
          if (!serving && bytes > 0) {
            await(Awaiting.HEAD);
          }
          return false;
      }
    }
  }

  private final long deadlineNanos;
  private final AddressLimit limit;
  private final ConcurrentMap<Connection, Watch> open = new ConcurrentHashMap<>();
  private final LongAdder closedSent = new LongAdder();
  private final LongAdder closedReceived = new LongAdder();
  private final LongAdder opened = new LongAdder();

  Connections(Duration deadline, AddressLimit limit) {
    this.deadlineNanos = deadline.toNanos();
    this.limit = limit;
  }

  /** How long between two calls of {@link #closeLate}. */
  Duration checkInterval() {
    return Duration.ofNanos(deadlineNanos / CHECKS_PER_DEADLINE);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      opened.increment();
      Watch watch = new Watch(connection);
      open.put(connection, watch);
      if (onSocket(connection) instanceof SslConnection ssl) {
        ssl.addHandshakeListener(watch);
      }
      if (!limit.enter(address(connection))) {
        socketEnd(connection).close();
      }
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (open.remove(connection) != null) {
      limit.leave(address(connection));
      closedSent.add(sent(connection));
      closedReceived.add(received(connection));
    }
  }

  /** A request has come on this connection. */
  Watch headRead(Connection connection) {
    Watch known = open.get(connection);
    // Closed meanwhile: the answer will show it.
    Watch watch = known == null ? new Watch(connection) : known;
    watch.headRead();
    return watch;
  }

  void closeLate() {
    long nowNanos = System.nanoTime();
    for (Map.Entry<Connection, Watch> entry : open.entrySet()) {
      EndPoint socket = socketEnd(entry.getKey());
      if (!socket.isOpen()) {
        onClosed(entry.getKey()); // In case it was closed while it was being opened.
      } else if (entry.getValue().late(nowNanos, deadlineNanos)) {
        socket.close();
      }
    }
  }

  int openNow() {
    return open.size();
  }

  long openedEver() {
    return opened.sum();
  }

  long bytesSent() {
    return closedSent.sum() + sum(Connections::sent);
  }

  long bytesReceived() {
    return closedReceived.sum() + sum(Connections::received);
  }

  private long sum(ToLongFunction<Connection> bytes) {
    return open.keySet().stream().mapToLong(bytes).sum();
  }

  /** Bytes written to the socket: under TLS those of its records. */
  static long sent(Connection connection) {
    return onSocket(connection).getBytesOut();
  }

  /** Bytes read from the socket, likewise. */
  static long received(Connection connection) {
    return onSocket(connection).getBytesIn();
  }

  private static EndPoint socketEnd(Connection connection) {
    return onSocket(connection).getEndPoint();
  }

  private static Connection onSocket(Connection connection) {
    return connection.getEndPoint() instanceof SslConnection.SslEndPoint ssl
        ? ssl.getSslConnection()
        : connection;
  }

  private static InetAddress address(Connection connection) {
    return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress remote
        ? remote.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}
