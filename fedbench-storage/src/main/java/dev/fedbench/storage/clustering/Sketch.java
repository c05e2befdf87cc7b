package dev.fedbench.storage.clustering;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A few values of a tensor, from fixed places of its first 960 KiB: near for tensors of one dtype
 * and shape that are near, and for no others comparable.
 *
 * @param values in the order of their places; what is not finite counts as 0, and magnitudes are at
 *     most 1e100, so that squares of distances are finite
 */
public record Sketch(double[] values) {

  /** How many values, at most. */
  public static final int SIZE = 256;

  private static final double MOST = 1e100;

  /**
   * Sketches a tensor.
   *
   * @param head its first bytes, little-endian, from position to limit, which stay; as many as
   *     there are, or 960 KiB
   */
  public static Sketch of(TensorInfo tensor, ByteBuffer head) {
    ByteBuffer bytes = head.slice().order(ByteOrder.LITTLE_ENDIAN);
    int count = bytes.remaining() / tensor.dtype().bytes();
    int size = Math.min(SIZE, count);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int place = (int) ((long) i * count / size);
      double value = value(tensor.dtype(), bytes, place * tensor.dtype().bytes());
      values[i] = Double.isFinite(value) ? Math.max(-MOST, Math.min(MOST, value)) : 0;
    }
    return new Sketch(values);
  }

  private static double value(Dtype dtype, ByteBuffer bytes, int at) {
    return switch (dtype) {
      case BOOL, I8 -> bytes.get(at);
      case U8 -> bytes.get(at) & 0xff;
      case I16 -> bytes.getShort(at);
      case U16 -> bytes.getShort(at) & 0xffff;
      case I32 -> bytes.getInt(at);
      case U32 -> bytes.getInt(at) & 0xffffffffL;
      case I64, U64 -> bytes.getLong(at);
      case F16 -> half(bytes.getShort(at));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case F32 -> bytes.getFloat(at);
      case F64 -> bytes.getDouble(at);
    };
  }

  /** IEEE 754 binary16. Java has this from version 20 on. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double magnitude =
        exponent == 0
            ? fraction * 0x1p-24
            : exponent == 31 ? Double.NaN : Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
    return bits < 0 ? -magnitude : magnitude;
  }

  /** How far apart two sketches are; of tensors of one dtype and shape. */
  public double distance(Sketch other) {
    return Points.distance(values, other.values);
  }

  /** How far the values are from 0: half of what two unrelated tensors are apart, or more. */
  public double norm() {
    return Points.distance(values, new double[values.length]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Sketch[%d values]".formatted(values.length);
  }
}
