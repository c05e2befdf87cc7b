package dev.fedbench.rpc;

import java.time.Duration;
import java.util.Objects;

/**
 * A client's limits.
 *
 * @param name who this is, for thread names and the server's messages; no secret
 * @param maxConnections at most so many connections carry calls; a subscription may add one. Calls
 *     beyond what the connections carry wait in order. 1 gives a connection of this client's own.
 * @param maxResponseBytes a larger response or publication is refused before it is held in memory
 * @param connectTimeout how long connecting may take
 */
public record ClientOptions(
    String name, int maxConnections, int maxResponseBytes, Duration connectTimeout) {

  public ClientOptions {
    Objects.requireNonNull(name, "name");
    if (maxConnections < 1 || maxResponseBytes < 1) {
      throw new IllegalArgumentException(
          "maxConnections %d, maxResponseBytes %d: expected at least 1 each"
              .formatted(maxConnections, maxResponseBytes));
    }
    if (connectTimeout.isNegative() || connectTimeout.isZero()) {
      throw new IllegalArgumentException(
          "connectTimeout %s: expected a positive duration".formatted(connectTimeout));
    }
  }

  /** One connection, 64 MiB, 5 s. */
  public static ClientOptions defaults() {
    return new ClientOptions("client", 1, 64 << 20, Duration.ofSeconds(5));
  }

  /** These options under another name. */
  public ClientOptions withName(String other) {
    return new ClientOptions(other, maxConnections, maxResponseBytes, connectTimeout);
  }

  /** These options with another number of connections. */
  public ClientOptions withMaxConnections(int connections) {
    return new ClientOptions(name, connections, maxResponseBytes, connectTimeout);
  }

  /** These options with another bound on responses and publications. */
  public ClientOptions withMaxResponseBytes(int bytes) {
    return new ClientOptions(name, maxConnections, bytes, connectTimeout);
  }

  /** These options with another time to connect. */
  public ClientOptions withConnectTimeout(Duration timeout) {
    return new ClientOptions(name, maxConnections, maxResponseBytes, timeout);
  }
}
