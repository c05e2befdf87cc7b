package com.neilalexander.jnacl.crypto;

import dev.fedbench.nacl.KeyAgreement;
import dev.fedbench.nacl.SecretBox;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * NaCl's {@code crypto_box}: X25519, XSalsa20 and Poly1305. Keys are the first 32 bytes of an
 * array, nonces the first 24. A message has 32 zero bytes in front of it, a box 16; lengths count
 * them. A function answers 0, or -1 where it did nothing because a length, a key or a tag is wrong;
 * it never throws for what a peer sent, as its callers are I/O threads. Thread-safe.
 */
public final class curve25519xsalsa20poly1305 {

  public static final int crypto_secretbox_PUBLICKEYBYTES = KeyAgreement.KEY_BYTES;
  public static final int crypto_secretbox_SECRETKEYBYTES = KeyAgreement.KEY_BYTES;
  public static final int crypto_secretbox_BEFORENMBYTES = SecretBox.KEY_BYTES;
  public static final int crypto_secretbox_NONCEBYTES = SecretBox.NONCE_BYTES;
  public static final int crypto_secretbox_ZEROBYTES = SecretBox.MESSAGE_PADDING;
  public static final int crypto_secretbox_BOXZEROBYTES = SecretBox.BOX_PADDING;

  /** Thread-safe, and seeded by the system. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private curve25519xsalsa20poly1305() {}

  /** Makes a secret key and its public key. */
  public static int crypto_box_keypair(byte[] pk, byte[] sk) {
    return answer(KeyAgreement.generate(RANDOM, sk) && KeyAgreement.publicKey(sk, pk));
  }

  /** The public key of a secret key. */
  public static int crypto_box_getpublickey(byte[] pk, byte[] sk) {
    return answer(KeyAgreement.publicKey(sk, pk));
  }

  /**
   * The key that two parties share. Where it is -1 (the public key has a small order, so that
   * anybody would know what is shared) {@code k} is random: JeroMQ looks at the answer in an {@code
   * assert} alone.
   */
  public static int crypto_box_beforenm(byte[] k, byte[] pk, byte[] sk) {
    boolean agreed = KeyAgreement.sharedKey(k, pk, sk);
    if (!agreed) {
      RANDOM.nextBytes(k);
    }
    return answer(agreed);
  }

  /** Seals with a shared key. */
  public static int crypto_box_afternm(byte[] c, byte[] m, long length, byte[] n, byte[] k) {
    return xsalsa20poly1305.crypto_secretbox(c, m, length, n, k);
  }

  /** Opens with a shared key. */
  public static int crypto_box_open_afternm(byte[] m, byte[] c, long length, byte[] n, byte[] k) {
    return xsalsa20poly1305.crypto_secretbox_open(m, c, length, n, k);
  }

  /** Seals for the owner of a public key. */
  public static int crypto_box(byte[] c, byte[] m, long length, byte[] n, byte[] pk, byte[] sk) {
    byte[] k = new byte[SecretBox.KEY_BYTES];
    try {
      return answer(
          KeyAgreement.sharedKey(k, pk, sk)
              && xsalsa20poly1305.crypto_secretbox(c, m, length, n, k) == 0);
    } finally {
      Arrays.fill(k, (byte) 0);
    }
  }

  /** Opens what the owner of a public key sealed. */
  public static int crypto_box_open(
      byte[] m, byte[] c, long length, byte[] n, byte[] pk, byte[] sk) {
    byte[] k = new byte[SecretBox.KEY_BYTES];
    try {
      return answer(
          KeyAgreement.sharedKey(k, pk, sk)
              && xsalsa20poly1305.crypto_secretbox_open(m, c, length, n, k) == 0);
    } finally {
      Arrays.fill(k, (byte) 0);
    }
  }

  private static int answer(boolean done) {
    return done ? 0 : -1;
  }
}
