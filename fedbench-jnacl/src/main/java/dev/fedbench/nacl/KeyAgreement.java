package dev.fedbench.nacl;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * Key pairs of X25519 (RFC 7748), and the key that two of them share. A key is the first 32 bytes
 * of an array, which may be longer: JeroMQ passes a client's key with what comes after it.
 * Thread-safe.
 */
public final class KeyAgreement {

  public static final int KEY_BYTES = 32;

  private static final byte[] ZERO_NONCE = new byte[SecretBox.NONCE_BYTES];

  private KeyAgreement() {}

  /** Fills a secret key; false if it has not 32 bytes, exactly. */
  public static boolean generate(SecureRandom random, byte[] secret) {
    if (secret.length != KEY_BYTES) {
      return false;
    }
    X25519.generatePrivateKey(random, secret);
    return true;
  }

  /** Computes the public key of a secret key; false if one of them is shorter than 32 bytes. */
  public static boolean publicKey(byte[] secret, byte[] publicKey) {
    if (secret.length < KEY_BYTES || publicKey.length < KEY_BYTES) {
      return false;
    }
    X25519.generatePublicKey(secret, 0, publicKey, 0);
    return true;
  }

  /**
   * NaCl's {@code crypto_box_beforenm}: HSalsa20 of the shared point.
   *
   * @return false, with nothing written, if a length is wrong, or if the public key has a small
   *     order: the point is then zero whatever the secret (RFC 7748, 6.1)
   */
  public static boolean sharedKey(byte[] shared, byte[] publicKey, byte[] secret) {
    if (shared.length < SecretBox.KEY_BYTES
        || publicKey.length < KEY_BYTES
        || secret.length < KEY_BYTES) {
      return false;
    }
    byte[] point = new byte[KEY_BYTES];
    if (!X25519.calculateAgreement(secret, 0, publicKey, 0, point, 0)) {
      return false;
    }
    KeyStream.hsalsa20(point, ZERO_NONCE, shared);
    Arrays.fill(point, (byte) 0);
    return true;
  }
}
