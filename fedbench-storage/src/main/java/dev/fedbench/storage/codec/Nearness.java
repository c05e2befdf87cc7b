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

  /** Elements that are looked at, about: the mean of so many is off by about a 50th of a bit. */
  private static final int SAMPLE = 4096;

  /** Elements that are looked at together, for memory comes in lines of 64 bytes. */
  private static final int RUN = 16;

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
    int step = RUN * (Math.max(1, count / SAMPLE) | 1); // odd, so that it is in no step with rows
    Layout layout = Layout.of(dtype, 0);
    long bits = 0;
    int seen = 0;
    for (int from = 0; from < count; from += step) {
      int end = Math.min(count, from + RUN);
      for (int i = from; i < end; i++) {
        bits += bits(ordered(own, i, layout) - ordered(reference, i, layout), layout);
      }
      seen += end - from;
    }
    return (double) bits / seen;
  }

  private static int bits(long difference, Layout layout) {
    long signed = difference << layout.wrap() >> layout.wrap();
    return 64 - Long.numberOfLeadingZeros(signed << 1 ^ signed >> 63);
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
