package dev.fedbench.core.transport.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Certificates and keys in PEM files (RFC 7468). No message ever shows a file's content. */
final class Pem {

  private static final int MAX_BYTES = 1 << 20;
  private static final int LINE = 64;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

  private Pem() {}

  /** A file's content. */
  static byte[] of(String label, byte[] der) {
    Base64.Encoder base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, base64.encodeToString(der), label)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** All certificates of a file, at least one. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new IOException(file + ": expected certificates in PEM; found none");
      }
      return certificates;
    } catch (CertificateException e) {
      throw new IOException(file + ": expected certificates in PEM; found something else", e);
    }
  }

  /** A file's one private key, in PKCS #8 and not encrypted. */
  static PrivateKey privateKey(Path file) throws IOException {
    String text = new String(read(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END, Math.max(0, begin));
    if (begin < 0 || end < 0) {
      throw notPkcs8(file);
    }
    String base64 = text.substring(begin + BEGIN.length(), end).replaceAll("\\s", "");
    byte[] der;
    try {
      der = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw notPkcs8(file);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        // Another algorithm's, perhaps. The exception may quote the key: it goes nowhere.
        continue;
      }
    }
    throw notPkcs8(file);
  }

  private static IOException notPkcs8(Path file) {
    return new IOException(
        file
            + ": expected one EC, RSA or Ed25519 key in PKCS #8, not encrypted; convert it with"
            + " 'openssl pkcs8 -topk8 -nocrypt'");
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(file + ": more than " + MAX_BYTES + " bytes; that is no PEM file");
      }
      return bytes;
    }
  }
}
