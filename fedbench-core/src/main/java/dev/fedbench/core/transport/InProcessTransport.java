package dev.fedbench.core.transport;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/**
 * Calls within one JVM: a call runs on the caller's thread straight into the handler, and its
 * future completes where the handler's stage does. Bodies are neither copied nor encoded; each side
 * gets a buffer of its own over the same bytes.
 *
 * <p>Addresses are {@code inprocess://host:port}; every instance sees every server of this JVM (of
 * this class loader, to be exact). There are no connections: the bounds on them mean nothing here,
 * and calls never wait for one. Listeners run on threads of the server, see {@link Deliveries}.
 * Thread-safe, without state.
 */
public final class InProcessTransport implements Transport {

  private static final String NAME = "inprocess";

  /** An instance sees the same servers as any other. */
  public InProcessTransport() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException {
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(options, "options");
    return Endpoints.bind(
        checked(bind), endpoint -> new InProcessServer(endpoint, handler, options));
  }

  @Override
  public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    return Endpoints.find(checked(endpoint)).connect(options);
  }

  private URI checked(URI address) {
    problem(address)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return address;
  }
}
