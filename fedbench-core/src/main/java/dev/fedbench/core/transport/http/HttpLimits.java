package dev.fedbench.core.transport.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.fedbench.rpc.ServerOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a server endures beyond {@link ServerOptions}.
 *
 * @param requestDeadline for a request's head, and for its body before it must come at a rate
 * @param connectionsPerAddress empty for half of all connections, and any number from loopback
 * @param pollTime how long a subscriber's question waits for a version before it is asked again
 */
record HttpLimits(Duration requestDeadline, OptionalInt connectionsPerAddress, Duration pollTime) {

  /** File descriptors that are not connections. */
  private static final int OTHER_FILES = 100;

  static final HttpLimits DEFAULTS =
      new HttpLimits(Duration.ofSeconds(10), OptionalInt.empty(), Duration.ofSeconds(20));

  HttpLimits {
    if (requestDeadline.isNegative() || requestDeadline.isZero()) {
      throw new IllegalArgumentException(
          "request deadline %s: expected a positive duration".formatted(requestDeadline));
    }
    if (pollTime.isNegative() || pollTime.isZero()) {
      throw new IllegalArgumentException(
          "poll time %s: expected a positive duration".formatted(pollTime));
    }
    if (connectionsPerAddress.isPresent() && connectionsPerAddress.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "connections per address %d: expected at least 1"
              .formatted(connectionsPerAddress.getAsInt()));
    }
  }

  /** The most connections: as the options say, but no more than there are file descriptors. */
  static int connections(ServerOptions options) {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : Integer.MAX_VALUE;
    return (int) Math.max(1, Math.min(options.maxConnections(), files - OTHER_FILES));
  }

  AddressLimit addressLimit(ServerOptions options) {
    int most = connectionsPerAddress.orElse(Math.max(1, connections(options) / 2));
    return new AddressLimit(most, connectionsPerAddress.isPresent());
  }
}
