package dev.fedbench.core.transport.http;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts servers that show one of the given certificates, whatever their names and dates; and
 * those that show one issued by a given authority, by the usual rules, the host's name included.
 * Accepts clients that show one of the given certificates. Nothing else: the JVM's own authorities
 * do not count.
 */
final class PinnedTrust extends X509ExtendedTrustManager {

  private static final int NO_AUTHORITY = -1;

  private final Set<X509Certificate> accepted;
  private final Optional<X509ExtendedTrustManager> issued;

  PinnedTrust(Set<X509Certificate> accepted) throws GeneralSecurityException, IOException {
    this.accepted = Set.copyOf(accepted);
    this.issued = byIssuer(accepted.stream().filter(PinnedTrust::isAuthority).toList());
  }

  private static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() != NO_AUTHORITY;
  }

  private static Optional<X509ExtendedTrustManager> byIssuer(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager extended) {
        return Optional.of(extended);
      }
    }
    return Optional.empty();
  }

  private boolean pinned(X509Certificate[] chain) {
    return chain.length > 0 && accepted.contains(chain[0]);
  }

  private X509ExtendedTrustManager byIssuer() throws CertificateException {
    return issued.orElseThrow(
        () ->
            new CertificateException(
                "the server's certificate is none of those that this client was given"));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (!pinned(chain)) {
      byIssuer().checkServerTrusted(chain, authType, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (!pinned(chain)) {
      byIssuer().checkServerTrusted(chain, authType, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    // Without the connection there is no name to compare.
    if (!pinned(chain)) {
      throw new CertificateException("cannot check a certificate without its connection");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    if (!pinned(chain)) { // an issuer's word does not make a client
      throw new CertificateException("the client's certificate is none that this server was given");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
