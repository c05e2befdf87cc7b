package dev.fedbench.zmq.curve;

import java.util.Arrays;

/**
 * ZeroMQ's Base-85 (RFC 32): four bytes are five printable characters, the first most significant.
 */
final class Z85 {

  private static final String ALPHABET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private Z85() {}

  static String encode(byte[] bytes) {
    if (bytes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "Z85 of %d bytes; expected a multiple of 4".formatted(bytes.length));
    }
    char[] text = new char[bytes.length / 4 * 5];
    for (int group = 0; group < bytes.length / 4; group++) {
      long value = 0;
      for (int i = 0; i < 4; i++) {
        value = value << 8 | (bytes[4 * group + i] & 0xff);
      }
      for (int i = 4; i >= 0; i--) {
        text[5 * group + i] = ALPHABET.charAt((int) (value % 85));
        value /= 85;
      }
    }
    return new String(text);
  }

  /**
   * @throws IllegalArgumentException if it is not Z85; the message says where and why, and shows
   *     nothing of the text, which may be a secret
   */
  static byte[] decode(String text) {
    if (text.length() % 5 != 0) {
      throw new IllegalArgumentException(
          "%d characters; expected a multiple of 5".formatted(text.length()));
    }
    byte[] bytes = new byte[text.length() / 5 * 4];
    for (int group = 0; group < text.length() / 5; group++) {
      long value = 0;
      for (int i = 0; i < 5; i++) {
        value = 85 * value + value(text, 5 * group + i);
      }
      if (value > 0xffff_ffffL) {
        throw new IllegalArgumentException(
            "the five characters at %d are more than four bytes hold".formatted(5 * group));
      }
      for (int i = 3; i >= 0; i--) {
        bytes[4 * group + i] = (byte) value;
        value >>>= 8;
      }
    }
    return bytes;
  }

  private static int value(String text, int at) {
    char c = text.charAt(at);
    if (c >= VALUES.length || VALUES[c] < 0) {
      throw new IllegalArgumentException("the character at %d is none of Z85's".formatted(at));
    }
    return VALUES[c];
  }
}
