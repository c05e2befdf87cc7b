package dev.fedbench.rpc;

import java.time.Duration;

/**
 * A server's limits.
 *
 * @param maxRequestBytes a larger request body is refused before it is held in memory
 * @param maxConnections more connections than this are refused or wait
 * @param idleTimeout a connection on which nothing happens for so long is closed; calls and
 *     subscriptions under way are something
 * @param closeGrace how long {@code close()} waits for calls under way before it cancels them
 */
public record ServerOptions(
    int maxRequestBytes, int maxConnections, Duration idleTimeout, Duration closeGrace) {

  public ServerOptions {
    if (maxRequestBytes < 1 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "maxRequestBytes %d, maxConnections %d: expected at least 1 each"
              .formatted(maxRequestBytes, maxConnections));
    }
    if (idleTimeout.isNegative() || idleTimeout.isZero() || closeGrace.isNegative()) {
      throw new IllegalArgumentException(
          "idleTimeout %s, closeGrace %s: expected a positive and a non-negative duration"
              .formatted(idleTimeout, closeGrace));
    }
  }

  /** 64 MiB, 20,000 connections, 30 s, 5 s. */
  public static ServerOptions defaults() {
    return new ServerOptions(64 << 20, 20_000, Duration.ofSeconds(30), Duration.ofSeconds(5));
  }

  /** These options with another bound on requests. */
  public ServerOptions withMaxRequestBytes(int bytes) {
    return new ServerOptions(bytes, maxConnections, idleTimeout, closeGrace);
  }

  /** These options with another grace. */
  public ServerOptions withCloseGrace(Duration grace) {
    return new ServerOptions(maxRequestBytes, maxConnections, idleTimeout, grace);
  }
}
