package dev.fedbench.core.transport.http;

import dev.fedbench.core.keys.KeyLock;
import dev.fedbench.core.keys.PrivateDirectory;
import dev.fedbench.core.keys.UnusableKeysException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/**
 * A certificate and its key that processes of one user share: two files in PEM, in a directory of
 * that user's alone. Made by whoever comes first; the others wait.
 */
final class SharedKeys {

  static final String CERTIFICATE = "http-certificate.pem";
  static final String KEY = "http-key.pem";

  private static final String LOCK = "http.lock";
  private static final System.Logger LOG = System.getLogger(SharedKeys.class.getName());

  private final PrivateDirectory directory;
  private final Path certificate;
  private final Path key;

  private SharedKeys(PrivateDirectory directory, Path real) {
    this.directory = directory;
    this.certificate = real.resolve(CERTIFICATE);
    this.key = real.resolve(KEY);
  }

  /**
   * What the directory holds, or will from now on.
   *
   * @throws IOException if it cannot be used; the message names the file
   */
  static TlsKeys.Identity open(Path path, SecureRandom random) throws IOException {
    PrivateDirectory directory =
        new PrivateDirectory(path, warning -> LOG.log(System.Logger.Level.WARNING, warning));
    Path real = directory.open();
    KeyLock lock;
    try {
      lock = KeyLock.take(real.resolve(LOCK), directory.fileAttributes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the lock in " + path);
    }
    try {
      return new SharedKeys(directory, real).readOrMake(random);
    } finally {
      lock.close();
    }
  }

  private TlsKeys.Identity readOrMake(SecureRandom random) throws IOException {
    if (!holds(certificate)) {
      // A key without a certificate is what a process left that ended between the two.
      make(random);
    } else if (!holds(key)) {
      throw new IOException(
          "%s is not there, but its certificate is; restore it, or remove the certificate, too"
              .formatted(key));
    }
    return TlsKeys.Identity.read(certificate, key);
  }

  private boolean holds(Path file) throws IOException {
    try {
      return file.equals(key) ? directory.holdsSecret(file) : directory.holds(file);
    } catch (UnusableKeysException e) {
      throw new IOException(
          "%s is not used: %s; expected a file of your own that others cannot read or write"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void make(SecureRandom random) throws IOException {
    try {
      TlsKeys.Identity made = SelfSigned.make(random);
      directory.write(key, Pem.of("PRIVATE KEY", made.key().getEncoded()));
      directory.write(certificate, Pem.of("CERTIFICATE", made.chain().get(0).getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("no keys can be made for " + certificate.getParent(), e);
    }
  }
}
