package dev.fedbench.rpc;

import dev.fedbench.spi.Extension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A way to carry calls and publications. Thread-safe.
 *
 * <p>{@code dev.fedbench.testing.TransportContract} holds the tests that every transport passes.
 */
public interface Transport extends Extension {

  /**
   * The address to bind or to connect to, in this transport's own scheme.
   *
   * @param port 0 to 65535; 0 binds a free port
   */
  default URI address(String host, int port) {
    return URI.create(name() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  /**
   * Why an address is not one of this transport's, to bind or to connect to: a sentence for the
   * user, asked before anything starts. Empty if nothing is wrong with it as far as can be told
   * without connecting. Unless overridden: it has the scheme of {@link #address}, a host, and a
   * port of 0 to 65535.
   */
  default Optional<String> problem(URI address) {
    String scheme = address("localhost", 0).getScheme();
    boolean ours =
        scheme.equalsIgnoreCase(address.getScheme())
            && address.getHost() != null
            && address.getPort() >= 0
            && address.getPort() <= 65_535;
    return ours
        ? Optional.empty()
        : Optional.of(
            "address %s: expected %s://host:port with a port from 0 to 65535"
                .formatted(address, scheme));
  }

  /**
   * Starts a server, bound and answering on return.
   *
   * @param bind where; with port 0 a free port is taken
   * @throws IOException if the address cannot be bound; the message names it
   * @throws IllegalArgumentException if the address is not of this transport
   */
  RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException;

  /**
   * Makes a client. Whether it connects now or with its first call is the transport's choice.
   *
   * @throws IOException if it connects now and cannot
   * @throws IllegalArgumentException if the address is not of this transport
   */
  RpcClient connect(URI endpoint, ClientOptions options) throws IOException;

  /**
   * The same transport, authenticated and encrypted: its clients accept only servers that it
   * started itself, or that it was given keys for. Empty if it cannot.
   */
  default Optional<Transport> encrypted() {
    return Optional.empty();
  }

  /**
   * The same transport, authenticated and encrypted with the keys in a directory; they are made if
   * there are none. Processes that share the directory can be each other's servers and clients, and
   * nobody else can. Empty if this transport cannot.
   *
   * @param keys a directory that belongs to this user and is closed to all others
   * @throws IOException if the keys cannot be read or written; the message names the file
   */
  default Optional<Transport> encrypted(Path keys) throws IOException {
    return Optional.empty();
  }
}
