package dev.fedbench.nacl;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * NaCl's {@code crypto_secretbox_xsalsa20poly1305} over arrays with padding in front: a message
 * begins at 32, a box's tag at 16 and its ciphertext at 32; lengths count the padding. A message
 * and its box may be one array, or two that have nothing in common. Nothing is kept between calls,
 * of keys least of all. Thread-safe.
 */
public final class SecretBox {

  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 24;

  /** Bytes in front of a message. */
  public static final int MESSAGE_PADDING = 32;

  /** Bytes in front of a box. */
  public static final int BOX_PADDING = 16;

  static final int TAG_BYTES = 16;

  private SecretBox() {}

  /** Whether arrays have the bytes that a length asks for. */
  public static boolean fits(long length, byte[] box, byte[] message, byte[] nonce, byte[] key) {
    return length >= MESSAGE_PADDING
        && length <= box.length
        && length <= message.length
        && nonce.length >= NONCE_BYTES
        && key.length >= KEY_BYTES;
  }

  /** Writes 16 zero bytes, the tag and the ciphertext. */
  public static void seal(byte[] box, byte[] message, int length, byte[] nonce, byte[] key) {
    byte[] tagKey = new byte[KEY_BYTES];
    KeyStream stream = new KeyStream(key, nonce);
    stream.firstHalf(tagKey);
    apply(stream, message, box, length);
    writeTag(tagKey, box, MESSAGE_PADDING, length - MESSAGE_PADDING, box, BOX_PADDING);
    Arrays.fill(box, 0, BOX_PADDING, (byte) 0);
    Arrays.fill(tagKey, (byte) 0);
  }

  /** Writes 32 zero bytes and the message; false, with nothing written, if the tag is wrong. */
  public static boolean open(byte[] message, byte[] box, int length, byte[] nonce, byte[] key) {
    byte[] tagKey = new byte[KEY_BYTES];
    KeyStream stream = new KeyStream(key, nonce);
    stream.firstHalf(tagKey);
    byte[] expected = new byte[TAG_BYTES];
    writeTag(tagKey, box, MESSAGE_PADDING, length - MESSAGE_PADDING, expected, 0);
    Arrays.fill(tagKey, (byte) 0);
    byte[] found = Arrays.copyOfRange(box, BOX_PADDING, MESSAGE_PADDING);
    if (!MessageDigest.isEqual(expected, found)) { // in constant time, all sixteen bytes
      stream.clear();
      return false;
    }
    apply(stream, box, message, length);
    Arrays.fill(message, 0, MESSAGE_PADDING, (byte) 0);
    return true;
  }

  private static void apply(KeyStream stream, byte[] from, byte[] to, int length) {
    stream.xorHalf(from, to, MESSAGE_PADDING, length - MESSAGE_PADDING);
    stream.xor(from, to, KeyStream.BLOCK_BYTES, length);
    stream.clear();
  }

  /** Poly1305 (RFC 8439, 2.5) with a key that is used once. */
  static void writeTag(byte[] key, byte[] data, int at, int length, byte[] tag, int tagAt) {
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(key));
    mac.update(data, at, length);
    mac.doFinal(tag, tagAt);
  }
}
