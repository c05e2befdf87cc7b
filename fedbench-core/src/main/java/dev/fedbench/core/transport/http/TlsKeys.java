package dev.fedbench.core.transport.http;

import java.io.IOException;
import java.nio.file.Path;
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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What one transport shows and accepts under TLS.
 *
 * @param server for servers; empty if there is no certificate to show
 * @param client for clients
 */
record TlsKeys(Optional<ServerKeys> server, SSLContext client) {

  static final String PROTOCOL = "TLSv1.3";

  private static final char[] NO_PASSWORD = {};

  /**
   * What a server shows.
   *
   * @param clientsToo whether it takes only clients that show the same
   */
  record ServerKeys(SSLContext context, boolean clientsToo) {}

  /** A certificate, its issuers', and its key. */
  record Identity(List<X509Certificate> chain, PrivateKey key) {

    /**
     * From files in PEM.
     *
     * @throws IOException if one cannot be read or holds something else, or the key is another's
     */
    static Identity read(Path certificates, Path key) throws IOException {
      Identity found = new Identity(Pem.certificates(certificates), Pem.privateKey(key));
      try {
        if (!found.matches()) {
          throw new IOException(
              "%s is not the key of the first certificate in %s".formatted(key, certificates));
        }
      } catch (GeneralSecurityException e) {
        throw new IOException("cannot use the key in " + key, e);
      }
      return found;
    }

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
    SSLContext client = context(new KeyManager[0], new PinnedTrust(accepted));
    Optional<ServerKeys> server = Optional.empty();
    if (identity.isPresent()) {
      KeyManager[] keys = keyManagers(identity.get());
      server = Optional.of(new ServerKeys(context(keys, new PinnedTrust(Set.of())), false));
    }
    return new TlsKeys(server, client);
  }

  /** Both sides show this certificate, and accept it and no other. */
  static TlsKeys mutual(Identity identity) throws GeneralSecurityException, IOException {
    PinnedTrust trust = new PinnedTrust(Set.of(identity.chain().get(0)));
    KeyManager[] keys = keyManagers(identity);
    return new TlsKeys(
        Optional.of(new ServerKeys(context(keys, trust), true)), context(keys, trust));
  }

  private static SSLContext context(KeyManager[] keys, TrustManager trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance(PROTOCOL);
    context.init(keys, new TrustManager[] {trust}, null);
    return context;
  }

  private static KeyManager[] keyManagers(Identity identity)
      throws GeneralSecurityException, IOException {
    // In memory, for this context alone: PKCS12 would take 30 ms to derive keys from no password.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    Certificate[] chain = identity.chain().toArray(Certificate[]::new);
    store.setKeyEntry("own", identity.key(), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys.getKeyManagers();
  }
}
