package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.Deliveries;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls over HTTP/1.1, plain ({@code http://host:port}) or over TLS 1.3 ({@code
 * https://host:port}); the package's documentation is the protocol. An instance does one of the
 * two, never both.
 *
 * <p>All clients of one instance share a few threads, which run while it has clients; each client
 * has connections of its own. A client connects with its first call. Code that hangs on a reply
 * runs on those threads, listeners on others, see {@link Deliveries}. Thread-safe.
 */
public final class HttpTransport implements Transport {

  private static final int ID_BYTES = 16;

  private final HttpLimits limits;
  private final Optional<TlsKeys> tls;
  private final SharedCore core;
  private final SecureRandom random = new SecureRandom();

  /** Plain, with the default limits. */
  public HttpTransport() {
    this(HttpLimits.DEFAULTS, Optional.empty());
  }

  HttpTransport(HttpLimits limits, Optional<TlsKeys> tls) {
    this.limits = limits;
    this.tls = tls;
    this.core = new SharedCore(tls.map(TlsKeys::client));
  }

  /** Other limits, and keys. */
  public static HttpTransportBuilder builder() {
    return new HttpTransportBuilder();
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public URI address(String host, int port) {
    return URI.create(
        scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  @Override
  public RpcServer serve(URI bind, RpcHandler handler, ServerOptions options) throws IOException {
    return serve(bind, handler, options, List.of());
  }

  /**
   * Starts a server that answers other requests, too.
   *
   * @param endpoints the other requests; no two of one method and path, and none of {@code /rpc/},
   *     {@code /cancel/} and {@code /topics/}
   * @throws IOException if the address cannot be bound; the message names it
   */
  public RpcServer serve(
      URI bind, RpcHandler handler, ServerOptions options, List<HttpEndpoint> endpoints)
      throws IOException {
    return serve(bind, handler, options, Endpoints.of(false, endpoints));
  }

  /**
   * Starts a server that answers endpoints and nothing else: no calls, no topics.
   *
   * @throws IOException if the address cannot be bound; the message names it
   */
  public RpcServer serve(URI bind, ServerOptions options, List<HttpEndpoint> endpoints)
      throws IOException {
    RpcHandler none =
        (request, call) ->
            CompletableFuture.completedFuture(RpcResponse.error("this server takes no calls"));
    return serve(bind, none, options, Endpoints.of(true, endpoints));
  }

  private RpcServer serve(URI bind, RpcHandler handler, ServerOptions options, Endpoints endpoints)
      throws IOException {
    Objects.requireNonNull(handler, "handler");
    if (tls.isPresent() && tls.get().server().isEmpty()) {
      throw new IllegalStateException(
          "cannot serve %s: no certificate to show; give one to the builder".formatted(bind));
    }
    return new HttpRpcServer(
        checked(bind), handler, options, limits, tls.flatMap(TlsKeys::server), endpoints);
  }

  @Override
  public RpcClient connect(URI endpoint, ClientOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    URI address = checked(endpoint);
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String prefix = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "-";
    return new HttpRpcClient(core, core.acquire(), address, options, prefix);
  }

  /**
   * The same transport over TLS. If it has keys, it is this one; otherwise it has a certificate
   * made just now, which its servers show and its clients accept, and no other.
   */
  @Override
  public Optional<Transport> encrypted() {
    return Optional.of(
        tls.isPresent() ? this : new HttpTransport(limits, Optional.of(TlsKeys.ephemeral(random))));
  }

  /**
   * The same transport over TLS, whatever keys it has now, with a certificate and its key that are
   * in the directory, or are made there: {@code http-certificate.pem} and {@code http-key.pem}.
   * Both sides show the certificate and prove that they have the key (mutual TLS), and accept no
   * other, whatever its names and dates: who cannot read the key is neither server nor client.
   */
  @Override
  public Optional<Transport> encrypted(Path keys) throws IOException {
    try {
      TlsKeys shared = TlsKeys.mutual(SharedKeys.open(keys, random));
      return Optional.of(new HttpTransport(limits, Optional.of(shared)));
    } catch (GeneralSecurityException e) {
      throw new IOException("this JVM cannot use the keys in " + keys, e);
    }
  }

  private String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /**
   * Besides what is wrong with any address: a path, a query, a fragment or a user have no place.
   */
  @Override
  public Optional<String> problem(URI address) {
    boolean bare =
        address.getRawUserInfo() == null
            && address.getRawQuery() == null
            && address.getRawFragment() == null
            && (address.getRawPath() == null || address.getRawPath().matches("/?"));
    return Transport.super
        .problem(address)
        .or(
            () ->
                bare
                    ? Optional.empty()
                    : Optional.of(
                        "address %s: expected %s://host:port and nothing more"
                            .formatted(address, scheme())));
  }

  private URI checked(URI address) {
    problem(address)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return URI.create(scheme() + "://" + address.getRawAuthority());
  }
}
