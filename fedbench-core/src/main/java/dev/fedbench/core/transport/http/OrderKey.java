package dev.fedbench.core.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Order keys in a header: UTF-8, where all but {@code [A-Za-z0-9._~-]} is written as %XX. */
final class OrderKey {

  /** What a request takes. */
  private static final int MAX_CHARS = 200;

  private static final String HEX = "0123456789ABCDEF";

  private OrderKey() {}

  static String encode(String key) {
    StringBuilder text = new StringBuilder(key.length());
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      if (plain(b)) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return text.toString();
  }

  /** The key that was encoded so, whether or not more was escaped than need be. */
  static Optional<String> decode(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length()) {
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else if (c < 0x80 && plain((byte) c)) {
        bytes.put((byte) c);
      } else {
        return Optional.empty();
      }
    }
    return decode(bytes.flip());
  }

  private static Optional<String> decode(ByteBuffer bytes) {
    try {
      String key = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return key.length() <= MAX_CHARS ? Optional.of(key) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean plain(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '.'
        || b == '_'
        || b == '~'
        || b == '-';
  }
}
