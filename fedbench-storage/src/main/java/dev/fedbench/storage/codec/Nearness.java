package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How near two chunks are, seen from a sample: the bits that the differences of their elements have
 * on average, differences as {@link Strategy#DELTA} makes them. An element's exponent is among
 * them, so that it is about what a difference costs.
 */
public final class Nearness {

  /** Elements that are looked at, at most: the mean of so many is off by about a 50th of a bit. */
  private static final int SAMPLE = 4096;

  private Nearness() {}

  /**
   * Bits of a difference, on average; what no element is as many as an element has.
   *
   * @param chunk from position to limit, which stay; with an array
   * @param other of the same length
   */
  public static double bits(ByteBuffer chunk, ByteBuffer other, Dtype dtype) {
    Chunk own = Chunk.of(chunk, dtype, Optional.of(other));
    Chunk reference = own.reference().orElseThrow();
    int count = own.count();
    if (count == 0) {
      return 8.0 * dtype.bytes();
    }
    int step = Math.max(1, count / SAMPLE) | 1; // odd, so that it is in no step with rows
    Layout layout = Layout.of(dtype, 0);
    long bits = 0;
    int seen = 0;
    for (int i = 0; i < count; i += step) {
      long difference =
          ordered(own, i, layout) - ordered(reference, i, layout) << layout.wrap() >> layout.wrap();
      bits += 64 - Long.numberOfLeadingZeros(difference << 1 ^ difference >> 63);
      seen++;
    }
    return (double) bits / seen;
  }

  private static long ordered(Chunk chunk, int index, Layout layout) {
    int at = chunk.from() + index * chunk.width();
    long value =
        switch (chunk.width()) {
          case 1 -> chunk.array()[at];
          case 2 -> Bytes.getShort(chunk.array(), at);
          case 4 -> Bytes.getInt(chunk.array(), at);
          default -> Bytes.getLong(chunk.array(), at);
        };
    return value ^ value >> 63 & layout.invert();
  }
}
