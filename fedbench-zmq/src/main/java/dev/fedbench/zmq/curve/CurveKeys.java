package dev.fedbench.zmq.curve;

import com.neilalexander.jnacl.crypto.curve25519xsalsa20poly1305;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A secret key of CURVE and its public key. Their files are those of CZMQ's {@code zcert}, which
 * other users of ZeroMQ read and write: {@code name} holds the public key alone, {@code
 * name_secret} both. Immutable.
 */
public final class CurveKeys {

  private static final String SECRET_SUFFIX = "_secret";

  private final CurvePublicKey publicKey;
  private final byte[] secret;

  private CurveKeys(CurvePublicKey publicKey, byte[] secret) {
    this.publicKey = publicKey;
    this.secret = secret;
  }

  /** Makes new keys, from the system's secure source. */
  public static CurveKeys generate() {
    CurveSecurity.requireSoundCryptography();
    byte[] publicKey = new byte[CurvePublicKey.BYTES];
    byte[] secret = new byte[CurvePublicKey.BYTES];
    curve25519xsalsa20poly1305.crypto_box_keypair(publicKey, secret);
    return new CurveKeys(CurvePublicKey.of(publicKey), secret);
  }

  /**
   * The keys that a secret key belongs to.
   *
   * @param z85 the secret key, 40 characters
   * @throws IllegalArgumentException if it is no key in Z85; the message does not show it
   */
  public static CurveKeys ofSecret(String z85) {
    CurveSecurity.requireSoundCryptography();
    byte[] secret = CurvePublicKey.decode("secret key", z85);
    byte[] publicKey = new byte[CurvePublicKey.BYTES];
    curve25519xsalsa20poly1305.crypto_box_getpublickey(publicKey, secret);
    return new CurveKeys(CurvePublicKey.of(publicKey), secret);
  }

  /** The file of the secret key that goes with a file of a public key. */
  public static Path secretFile(Path publicFile) {
    return publicFile.resolveSibling(publicFile.getFileName() + SECRET_SUFFIX);
  }

  static boolean isSecretFile(Path file) {
    return file.getFileName().toString().endsWith(SECRET_SUFFIX);
  }

  /**
   * Reads a secret key.
   *
   * @param publicFile the file of the public key; the one beside it with {@code _secret} is read
   * @throws IOException if it cannot be read, others than its owner may read or write it, it holds
   *     no secret key, or a public key that is another's; the message names the file
   */
  public static CurveKeys read(Path publicFile) throws IOException {
    Path file = secretFile(publicFile);
    KeyFile.requirePrivate(file);
    Certificate certificate = Certificate.parse(KeyFile.read(file), file);
    CurveKeys keys = ofSecret(certificate.secretKey(file));
    if (!certificate.publicKey(file).equals(keys.publicKey)) {
      throw new IOException(
          "%s: the public key is not that of the secret key; make new keys".formatted(file));
    }
    return keys;
  }

  /** Reads the public key of a file. */
  public static CurvePublicKey readPublic(Path publicFile) throws IOException {
    return Certificate.parse(KeyFile.read(publicFile), publicFile).publicKey(publicFile);
  }

  /**
   * Reads the keys of a file, or makes them. Of processes that do this at the same time, one writes
   * and the others read what it wrote.
   */
  public static CurveKeys readOrWrite(Path publicFile) throws IOException {
    Path file = secretFile(publicFile);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      CurveKeys keys = generate();
      if (KeyFile.writePrivate(file, Certificate.of(keys).secretText())) {
        KeyFile.writePublic(publicFile, Certificate.of(keys).publicText());
        return keys;
      }
    }
    CurveKeys keys = read(publicFile);
    if (Files.notExists(publicFile)) { // the other process is about to, or died before it did
      KeyFile.writePublic(publicFile, Certificate.of(keys).publicText());
    }
    return keys;
  }

  /**
   * Writes both files. Nobody but the owner may read the secret key, where the file system has
   * POSIX permissions.
   *
   * @param publicFile where the public key goes; the secret key goes beside it
   * @throws IOException if one of them is there already, or cannot be written
   */
  public void write(Path publicFile) throws IOException {
    Path file = secretFile(publicFile);
    Certificate certificate = Certificate.of(this);
    if (!KeyFile.writePrivate(file, certificate.secretText())) {
      throw KeyFile.alreadyThere(file);
    }
    if (!KeyFile.writePublic(publicFile, certificate.publicText())) {
      throw KeyFile.alreadyThere(publicFile);
    }
  }

  public CurvePublicKey publicKey() {
    return publicKey;
  }

  /** The secret key, 40 characters. Whoever has it is who the public key says. */
  public String secretZ85() {
    return Z85.encode(secret);
  }

  byte[] secret() {
    return secret.clone();
  }

  /** The public key alone. */
  @Override
  public String toString() {
    return "CurveKeys[" + publicKey + "]";
  }
}
