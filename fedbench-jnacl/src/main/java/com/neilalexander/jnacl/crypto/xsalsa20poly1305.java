package com.neilalexander.jnacl.crypto;

import dev.fedbench.nacl.SecretBox;

/**
 * NaCl's {@code crypto_secretbox}: XSalsa20 and Poly1305, with the conventions of {@link
 * curve25519xsalsa20poly1305}. Thread-safe.
 */
public final class xsalsa20poly1305 {

  private xsalsa20poly1305() {}

  /**
   * Seals.
   *
   * @param c of at least {@code length} bytes; gets 16 zero bytes, the tag, the ciphertext; may be
   *     the same array as {@code m}
   * @param m 32 bytes that are not looked at, the message
   */
  public static int crypto_secretbox(byte[] c, byte[] m, long length, byte[] n, byte[] k) {
    if (!SecretBox.fits(length, c, m, n, k)) {
      return -1;
    }
    SecretBox.seal(c, m, (int) length, n, k);
    return 0;
  }

  /**
   * Opens; writes nothing unless the tag is right.
   *
   * @param m of at least {@code length} bytes; gets 32 zero bytes, the message; may be the same
   *     array as {@code c}
   * @param c 16 bytes that are not looked at, the tag, the ciphertext
   */
  public static int crypto_secretbox_open(byte[] m, byte[] c, long length, byte[] n, byte[] k) {
    return SecretBox.fits(length, c, m, n, k) && SecretBox.open(m, c, (int) length, n, k) ? 0 : -1;
  }
}
