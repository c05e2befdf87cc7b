package dev.fedbench.storage.suite;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The entropy of Gaussian values, or of Gaussian changes, once they are rounded to a float: no
 * lossless coder gets below it, whatever it knows besides. A float with exponent e is on a grid of
 * step 2^(e - f), f being the bits of its fraction, so that each element has the entropy of a
 * Gaussian of deviation sigma on the grid where the element is. The deviation is that of the data;
 * of changes, the one whose rounded values have the mean square of the data.
 */
final class GaussianLimit {

  private static final Rounded VALUE = Rounded.value();
  private static final Rounded CHANGE = Rounded.change();

  /** Halvings of an interval of 2,100 powers of two. */
  private static final int HALVINGS = 60;

  private GaussianLimit() {}

  /** The limit of a tensor of floats, in bytes, alone or given another. */
  static double bytes(Dtype dtype, byte[] bytes, Optional<byte[]> reference) {
    int width = dtype.bytes();
    int count = bytes.length / width;
    ByteBuffer own = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Optional<ByteBuffer> other =
        reference.map(array -> ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN));
    Map<Integer, Integer> grids = new HashMap<>();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double value = value(dtype, own, i * width);
      double off = value - (other.isPresent() ? value(dtype, other.get(), i * width) : 0);
      sum += off;
      squares += off * off;
      grids.merge(Math.getExponent(value) - dtype.fractionBits(), 1, Integer::sum);
    }
    double variance = squares / count - sum / count * (sum / count);
    if (!(variance > 0)) {
      return 0;
    }
    return other.isPresent()
        ? CHANGE.bits(log(squares, grids), grids) / 8
        : VALUE.bits(Math.log(variance) / Math.log(4), grids) / 8;
  }

  /** The binary logarithm of the deviation whose rounded changes have that sum of squares. */
  private static double log(double squares, Map<Integer, Integer> grids) {
    double low = Double.MIN_EXPONENT - 52;
    double high = Double.MAX_EXPONENT;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (CHANGE.squares(middle, grids) < squares) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static double value(Dtype dtype, ByteBuffer bytes, int at) {
    return switch (dtype) {
      case F32 -> bytes.getFloat(at);
      case F64 -> bytes.getDouble(at);
      case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      default -> throw new IllegalArgumentException("no values are known of " + dtype);
    };
  }
}
