package dev.fedbench.core.transport.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Connection;

/** One of a client's connections. Guarded by its lane, but for the connection itself. */
final class Line {

  private static final String TIMEOUT = "timeout=";

  private final Connection connection;
  private boolean used;
  private long freeSinceNanos;
  private long keepNanos = Long.MAX_VALUE;

  Line(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** Whether it has carried an answer. */
  boolean used() {
    return used;
  }

  /**
   * An answer has come.
   *
   * @param keepAlive what the server says of idle connections; null if nothing
   */
  void freed(String keepAlive) {
    used = true;
    freeSinceNanos = System.nanoTime();
    keepNanos = keepAlive == null ? keepNanos : usableNanos(keepAlive);
  }

  /** Whether it is closed, or may be closed by the server any time now. */
  boolean stale() {
    return connection.isClosed() || used && System.nanoTime() - freeSinceNanos > keepNanos;
  }

  /** Four fifths of the timeout that the header gives; forever if it gives none. */
  static long usableNanos(String keepAlive) {
    for (String part : keepAlive.split(",", 10)) {
      String item = part.trim();
      if (item.startsWith(TIMEOUT)) {
        return Protocol.number(item.substring(TIMEOUT.length()), 0, Integer.MAX_VALUE).stream()
            .map(seconds -> TimeUnit.SECONDS.toNanos(seconds) / 5 * 4)
            .findFirst()
            .orElse(Long.MAX_VALUE);
      }
    }
    return Long.MAX_VALUE;
  }

  long bytesSent() {
    return connection instanceof org.eclipse.jetty.io.Connection io ? Connections.sent(io) : 0;
  }

  long bytesReceived() {
    return connection instanceof org.eclipse.jetty.io.Connection io ? Connections.received(io) : 0;
  }
}
