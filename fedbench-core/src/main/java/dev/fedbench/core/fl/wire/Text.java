package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** UTF-8 text behind a length of two bytes; longer text is cut. */
record Text(byte[] utf8) {

  static final int MAX_BYTES = 2_000;

  static Text of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_BYTES) {
      return new Text(bytes);
    }
    int end = MAX_BYTES;
    while ((bytes[end] & 0xc0) == 0x80) {
      end--; // never within a character
    }
    return new Text(java.util.Arrays.copyOf(bytes, end));
  }

  int size() {
    return 2 + utf8.length;
  }

  void write(ByteBuffer out) {
    out.putShort((short) utf8.length).put(utf8);
  }
}
