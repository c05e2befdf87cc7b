package dev.fedbench.fl;

import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Problems;
import java.net.URI;
import java.util.Optional;

/** Where the coordinator is: in this process, or already running elsewhere. */
public sealed interface CoordinatorAddress {

  /** Why a transport cannot bind it or connect to it, as far as can be told before. */
  Optional<String> problem(Transport transport);

  /**
   * The harness starts a coordinator in this process and stops it after the run.
   *
   * @param host the address to bind
   * @param port 0 for a free port
   */
  record Local(String host, int port) implements CoordinatorAddress {
    public Local {
      new Problems()
          .expect(!host.isBlank(), "coordinator host: empty; expected a name or an address")
          .between("coordinator port", port, 0, 65_535)
          .orThrow();
    }

    @Override
    public Optional<String> problem(Transport transport) {
      try {
        return transport.problem(transport.address(host, port));
      } catch (IllegalArgumentException e) {
        return Optional.of("host: " + e.getMessage());
      }
    }
  }

  /**
   * A coordinator is already running.
   *
   * @param url its endpoint, such as {@code http://10.0.0.5:8000}
   */
  record External(URI url) implements CoordinatorAddress {
    public External {
      new Problems()
          .expect(
              url.getScheme() != null && url.getHost() != null && url.getPort() != 0,
              "coordinator url: '%s'; expected scheme://host:port",
              url)
          .orThrow();
    }

    @Override
    public Optional<String> problem(Transport transport) {
      return transport.problem(url);
    }
  }
}
