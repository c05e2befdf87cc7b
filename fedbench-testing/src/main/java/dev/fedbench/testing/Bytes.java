package dev.fedbench.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bodies. */
final class Bytes {

  private Bytes() {}

  /** The same bytes for the same seed. */
  static ByteBuffer random(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  static ByteBuffer integer(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
  }
}
