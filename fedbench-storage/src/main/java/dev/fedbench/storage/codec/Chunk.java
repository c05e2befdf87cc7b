package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Optional;

/**
 * A chunk to encode, or the room for one to decode.
 *
 * @param array with the chunk's bytes
 * @param from where they start
 * @param length how many there are; of those that make no whole element, none is encoded
 * @param reference of the same length
 * @param ints its bytes as words of 32 bits, made once: by block, that would take 2 % of decoding.
 *     Their bulk copies are as fast as vectors; of a loop, C2 of Java 17 makes those or not, by
 *     what is compiled with it.
 */
record Chunk(
    byte[] array, int from, int length, Dtype dtype, Optional<Chunk> reference, IntBuffer ints) {

  Chunk(byte[] array, int from, int length, Dtype dtype, Optional<Chunk> reference) {
    this(array, from, length, dtype, reference, ints(array, from, length));
  }

  private static IntBuffer ints(byte[] array, int from, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(array, from, length).slice();
    return bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /** What a buffer has from position to limit; copied where it has no array to share. */
  static Chunk of(ByteBuffer buffer, Dtype dtype, Optional<ByteBuffer> reference) {
    Optional<Chunk> base = reference.map(other -> of(other, dtype, Optional.empty()));
    int length = buffer.remaining();
    if (buffer.hasArray()) {
      int from = buffer.arrayOffset() + buffer.position();
      return new Chunk(buffer.array(), from, length, dtype, base);
    }
    byte[] copy = new byte[length];
    buffer.duplicate().get(copy);
    return new Chunk(copy, 0, length, dtype, base);
  }

  /** Bytes of an element. */
  int width() {
    return dtype.bytes();
  }

  /** Whole elements. */
  int count() {
    return length / width();
  }

  /** How far elements are rotated before they are split: floats by a bit. */
  int turn() {
    return dtype.isFloat() ? 1 : 0;
  }
}
