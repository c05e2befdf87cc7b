package dev.fedbench.storage.workload;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor of a model: not its elements, but how to make them.
 *
 * @param shape the dimensions, the slowest first
 */
public record Tensor(String name, Dtype dtype, List<Long> shape, Elements values) {

  /** The bits of each element. For several threads at once. */
  public interface Elements {
    /** Element {@code index} in C order, in the lowest bits. */
    long bits(long index);
  }

  public Tensor {
    shape = List.copyOf(shape);
  }

  static Tensor floats(String name, List<Long> shape, Floats values) {
    return new Tensor(name, Dtype.F32, shape, i -> Float.floatToRawIntBits(values.at(i)));
  }

  static Tensor bfloats(String name, List<Long> shape, Floats values) {
    return new Tensor(
        name, Dtype.BF16, shape, i -> Bfloat16.of(Float.floatToRawIntBits(values.at(i))));
  }

  /** How many elements there are. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** How many bytes they are. */
  public long bytes() {
    return Math.multiplyExact(count(), dtype.bytes());
  }

  /**
   * Fills a buffer, little-endian.
   *
   * @param from the first element's index; as many follow as fit between position and limit, which
   *     is a whole number
   */
  public void read(long from, ByteBuffer to) {
    int width = dtype.bytes();
    if (to.remaining() % width != 0 || from < 0 || from > count() - to.remaining() / width) {
      throw new IllegalArgumentException(
          "%d bytes from element %d on, of %d of %d bytes"
              .formatted(to.remaining(), from, count(), width));
    }
    ByteBuffer words = to.slice().order(ByteOrder.LITTLE_ENDIAN);
    for (long i = from; words.hasRemaining(); i++) {
      switch (width) {
        case 1 -> words.put((byte) values.bits(i));
        case 2 -> words.putShort((short) values.bits(i));
        case 4 -> words.putInt((int) values.bits(i));
        default -> words.putLong(values.bits(i));
      }
    }
    to.position(to.limit());
  }
}
