package dev.fedbench.core.transport.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes an {@link HttpTransport}. Not thread-safe. */
public final class HttpTransportBuilder {

  private Duration requestDeadline = HttpLimits.DEFAULTS.requestDeadline();
  private OptionalInt connectionsPerAddress = HttpLimits.DEFAULTS.connectionsPerAddress();
  private Duration pollTime = HttpLimits.DEFAULTS.pollTime();
  private Optional<TlsKeys.Identity> identity = Optional.empty();
  private final List<X509Certificate> trusted = new ArrayList<>();

  HttpTransportBuilder() {}

  /**
   * How long a client may take for a request's head, and as long again before its body must come at
   * a rate; 10 s unless set.
   */
  public HttpTransportBuilder requestDeadline(Duration deadline) {
    requestDeadline = deadline;
    return this;
  }

  /**
   * How many connections a server takes from one address, loopback included. Unless set: half of
   * all, and any number from loopback.
   */
  public HttpTransportBuilder maxConnectionsPerAddress(int connections) {
    connectionsPerAddress = OptionalInt.of(connections);
    return this;
  }

  /**
   * How long a subscriber's question waits at the server before it is asked again; 20 s unless set.
   * Intermediaries may want it shorter.
   */
  public HttpTransportBuilder pollTime(Duration time) {
    pollTime = time;
    return this;
  }

  /**
   * TLS: what servers show. Clients of the same transport accept it.
   *
   * @param certificates the server's first, then its issuers'; PEM
   * @param key the server's private key, PKCS #8 in PEM, not encrypted
   * @throws IOException if a file cannot be read or holds something else
   */
  public HttpTransportBuilder certificate(Path certificates, Path key) throws IOException {
    identity = Optional.of(TlsKeys.Identity.read(certificates, key));
    return this;
  }

  /**
   * TLS: what clients accept besides: these very certificates, and those that they have issued for
   * the host that is called. Adds to what was given before.
   *
   * @throws IOException if the file cannot be read or holds something else
   */
  public HttpTransportBuilder trust(Path certificates) throws IOException {
    trusted.addAll(Pem.certificates(certificates));
    return this;
  }

  /**
   * The transport; over TLS if it was given any certificate.
   *
   * @throws IllegalArgumentException if a setting makes no sense
   */
  public HttpTransport build() {
    HttpLimits limits = new HttpLimits(requestDeadline, connectionsPerAddress, pollTime);
    if (identity.isEmpty() && trusted.isEmpty()) {
      return new HttpTransport(limits, Optional.empty());
    }
    try {
      return new HttpTransport(limits, Optional.of(TlsKeys.of(identity, trusted)));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "this JVM cannot use the keys and certificates that were given", e);
    }
  }
}
