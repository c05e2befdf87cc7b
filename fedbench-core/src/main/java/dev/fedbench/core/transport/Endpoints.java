package dev.fedbench.core.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The in-process servers of this JVM by their addresses: what the operating system keeps for
 * sockets. Two instances of the transport must meet, so this is the one thing that they share.
 */
final class Endpoints {

  static final int MAX_PORT = 65_535;

  private static final int FIRST_FREE_PORT = 1_024;

  private static final ConcurrentMap<URI, InProcessServer> SERVERS = new ConcurrentHashMap<>();

  private static final AtomicInteger NEXT_PORT = new AtomicInteger();

  private Endpoints() {}

  static InProcessServer bind(URI wanted, Function<URI, InProcessServer> server)
      throws IOException {
    int ports = MAX_PORT - FIRST_FREE_PORT + 1;
    for (int attempt = 0; attempt < ports; attempt++) {
      boolean any = wanted.getPort() == 0;
      int port =
          any
              ? FIRST_FREE_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), ports)
              : wanted.getPort();
      URI endpoint = key(wanted, port);
      InProcessServer bound = server.apply(endpoint);
      if (SERVERS.putIfAbsent(endpoint, bound) == null) {
        return bound;
      }
      if (!any) {
        throw new BindException(
            "cannot bind %s: another server of this JVM has it; close that one, or use port 0"
                .formatted(endpoint));
      }
    }
    throw new BindException("cannot bind %s: all ports are taken".formatted(wanted));
  }

  static InProcessServer find(URI endpoint) throws IOException {
    InProcessServer server = SERVERS.get(key(endpoint, endpoint.getPort()));
    if (server == null) {
      throw new ConnectException(
          "no server at %s in this JVM; start one, or check the address".formatted(endpoint));
    }
    return server;
  }

  static void release(InProcessServer server) {
    SERVERS.remove(server.endpoint(), server);
  }

  private static URI key(URI address, int port) {
    return URI.create("inprocess://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port);
  }
}
