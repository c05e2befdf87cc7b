package dev.fedbench.core.transport.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What one transport shows and accepts under TLS.
 *
 * @param server for servers; empty if there is no certificate to show
 * @param client for clients
 */
record TlsKeys(Optional<SSLContext> server, SSLContext client) {

  static final String PROTOCOL = "TLSv1.3";

  private static final char[] NO_PASSWORD = {};

  /** A certificate, its issuers', and its key. */
  record Identity(List<X509Certificate> chain, PrivateKey key) {

    /** Whether the key is that of the first certificate. */
    boolean matches() throws GeneralSecurityException {
      String algorithm =
          switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
          };
      byte[] probe = {1, 2, 3};
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      try {
        signature.initVerify(chain.get(0).getPublicKey());
        signature.update(probe);
        return signature.verify(signed);
      } catch (InvalidKeyException | SignatureException e) {
        return false; // A certificate for another kind of key.
      }
    }

    /** Never the key. */
    @Override
    public String toString() {
      return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
  }

  /** A certificate made now, which servers show and clients accept, and no other. */
  static TlsKeys ephemeral(SecureRandom random) {
    try {
      return of(Optional.of(SelfSigned.make(random)), List.of());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JVM cannot make a P-256 certificate", e);
    }
  }

  /**
   * @param identity what servers show; clients accept it, too
   * @param trusted what else clients accept: these certificates, and what they have issued
   */
  static TlsKeys of(Optional<Identity> identity, List<X509Certificate> trusted)
      throws GeneralSecurityException, IOException {
    Set<X509Certificate> accepted = new LinkedHashSet<>(trusted);
    identity.ifPresent(own -> accepted.add(own.chain().get(0)));
    SSLContext client = SSLContext.getInstance(PROTOCOL);
    client.init(null, new TrustManager[] {new PinnedTrust(accepted)}, null);
    Optional<SSLContext> server = Optional.empty();
    if (identity.isPresent()) {
      server = Optional.of(server(identity.get()));
    }
    return new TlsKeys(server, client);
  }

  private static SSLContext server(Identity identity) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = identity.chain().toArray(Certificate[]::new);
    store.setKeyEntry("server", identity.key(), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance(PROTOCOL);
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
