package dev.fedbench.storage.pack;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256, as four big-endian words.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record ObjectId(long a, long b, long c, long d) {

  public static final int BYTES = 32;

  /** Hexadecimal digits. */
  public static final int DIGITS = 2 * BYTES;

  /** Reads 32 bytes. */
  public static ObjectId read(ByteBuffer source) {
    return new ObjectId(source.getLong(), source.getLong(), source.getLong(), source.getLong());
  }

  /** The id of bytes: their SHA-256. */
  public static ObjectId of(byte[] bytes, int offset, int length) {
    MessageDigest digest = sha256();
    digest.update(bytes, offset, length);
    return read(ByteBuffer.wrap(digest.digest()));
  }

  /** The id of bytes: their SHA-256. */
  public static ObjectId of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /**
   * An id from its 64 lower-case hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ObjectId fromHex(String hex) {
    if (hex.length() != DIGITS || !hex.chars().allMatch(ObjectId::digit)) {
      throw new IllegalArgumentException(
          "'%s' is no id; expected 64 hexadecimal digits (0-9, a-f)"
              .formatted(hex.length() <= 80 ? hex : hex.substring(0, 80) + "…"));
    }
    return read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  /** A fresh SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  /** Writes the 32 bytes. */
  public void write(ByteBuffer target) {
    target.putLong(a).putLong(b).putLong(c).putLong(d);
  }

  /** The 64 lower-case hexadecimal digits. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }

  @Override
  public String toString() {
    return hex().substring(0, 12);
  }
}
