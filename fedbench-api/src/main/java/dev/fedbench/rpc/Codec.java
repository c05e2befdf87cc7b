package dev.fedbench.rpc;

import dev.fedbench.spi.Extension;
import java.nio.ByteBuffer;

/**
 * A way to make bodies smaller, without loss. Thread-safe: many threads use one instance at once.
 *
 * <p>Buffers may be on the heap or direct, slices of others, and what is read may be read-only. A
 * codec keeps none of them.
 *
 * <p>{@code dev.fedbench.testing.CodecContract} holds the tests that every codec passes.
 */
public interface Codec extends Extension {

  /**
   * The most bytes that {@link #compress} writes for so many.
   *
   * @param plainBytes 0 or more
   */
  long maxCompressedBytes(int plainBytes);

  /**
   * Compresses what lies between the position and the limit of {@code plain}, at the position of
   * {@code out}; moves both.
   *
   * @param out with room for {@link #maxCompressedBytes}
   * @throws java.nio.BufferOverflowException if there is less room; then what {@code out} holds
   *     behind its position is undefined
   */
  void compress(ByteBuffer plain, ByteBuffer out);

  /**
   * The reverse. The compressed bytes come from anywhere: whatever they are, no more is written
   * than {@code out} has room for, and no more memory is taken than in proportion to that room and
   * to the bytes given.
   *
   * @param compressed all of it, from position to limit
   * @param out with room for as much as may come of it
   * @throws CodecException if that is not, as a whole, what {@link #compress} writes, or more comes
   *     of it than there is room for; then the positions, and what {@code out} holds behind its
   *     own, are undefined
   */
  void decompress(ByteBuffer compressed, ByteBuffer out) throws CodecException;
}
