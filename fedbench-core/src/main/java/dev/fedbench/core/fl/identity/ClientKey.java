package dev.fedbench.core.fl.identity;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A client's Ed25519 key pair (RFC 8032). Shows nothing of the private key; immutable, thread-safe.
 */
public final class ClientKey {

  /** Bytes of a private key (the RFC's seed). */
  public static final int PRIVATE_BYTES = Ed25519.SECRET_KEY_SIZE;

  /** Bytes of a public key. */
  public static final int PUBLIC_BYTES = Ed25519.PUBLIC_KEY_SIZE;

  /** Bytes of a signature. */
  public static final int SIGNATURE_BYTES = Ed25519.SIGNATURE_SIZE;

  private final byte[] privateKey;
  private final byte[] publicKey;

  private ClientKey(byte[] privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** A new key. */
  public static ClientKey generate(SecureRandom random) {
    byte[] seed = new byte[PRIVATE_BYTES];
    random.nextBytes(seed);
    return of(seed);
  }

  /** The key pair of a private key of {@value #PRIVATE_BYTES} bytes. */
  public static ClientKey of(byte[] privateKey) {
    byte[] publicKey = new byte[PUBLIC_BYTES];
    Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return new ClientKey(privateKey.clone(), publicKey);
  }

  /** A key pair whose halves are known to belong together: spares a scalar multiplication. */
  static ClientKey of(byte[] privateKey, byte[] publicKey) {
    return new ClientKey(privateKey, publicKey);
  }

  /** A copy of the public key. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /** Signs a message. */
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    Ed25519.sign(privateKey, 0, publicKey, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Whether a signature is of that message by that key. Malformed is false. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    return publicKey.length == PUBLIC_BYTES
        && signature.length == SIGNATURE_BYTES
        && Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
  }

  /** Whether bytes are a public key: a canonical point of full order. */
  public static boolean validPublicKey(byte[] publicKey) {
    return publicKey.length == PUBLIC_BYTES && Ed25519.validatePublicKeyFull(publicKey, 0);
  }

  byte[] privateKey() {
    return privateKey.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientKey that && Arrays.equals(publicKey, that.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    return "ClientKey[private part hidden]";
  }
}
