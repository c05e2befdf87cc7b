package dev.fedbench.storage.suite;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The entropy of Gaussian values, or of Gaussian changes, once they are rounded to a float: no
 * lossless coder gets below it, whatever it knows besides. A float with exponent e is on a grid of
 * step 2^(e - f), f being the bits of its fraction, so that each element has the entropy of a
 * Gaussian of deviation sigma on the grid where the element is. The deviation is that of the data.
 */
final class GaussianLimit {

  /** Deviations over steps, in powers of the fourth root of two, for which entropies are kept. */
  private static final double[] ENTROPY = new double[256];

  private static final int ZERO = 128;
  private static final int PARTS = 4;

  static {
    for (int i = 0; i < ENTROPY.length; i++) {
      ENTROPY[i] = entropy(Math.pow(2, (double) (i - ZERO) / PARTS));
    }
  }

  private GaussianLimit() {}

  /** The limit of a tensor of floats, in bytes, alone or given another. */
  static double bytes(Dtype dtype, byte[] bytes, Optional<byte[]> reference) {
    int width = dtype.bytes();
    int count = bytes.length / width;
    ByteBuffer own = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    Optional<ByteBuffer> other =
        reference.map(array -> ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double before = other.isPresent() ? value(dtype, other.get(), i * width) : 0;
      double off = value(dtype, own, i * width) - before;
      sum += off;
      squares += off * off;
    }
    double deviation = Math.sqrt(Math.max(0, squares / count - sum / count * (sum / count)));
    if (deviation == 0) {
      return 0;
    }
    double bits = 0;
    for (int i = 0; i < count; i++) {
      int exponent = Math.getExponent(value(dtype, own, i * width));
      double steps = Math.log(deviation) / Math.log(2) - (exponent - dtype.fractionBits());
      bits += kept(steps);
    }
    return bits / 8;
  }

  static double value(Dtype dtype, ByteBuffer bytes, int at) {
    return switch (dtype) {
      case F32 -> bytes.getFloat(at);
      case F64 -> bytes.getDouble(at);
      case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      default -> throw new IllegalArgumentException("no values are known of " + dtype);
    };
  }

  /** The entropy for a deviation of 2^log steps: between two that are kept, on the line. */
  private static double kept(double log) {
    double place = log * PARTS + ZERO;
    if (place >= ENTROPY.length - 1) {
      return ENTROPY[ENTROPY.length - 1] + (place - ENTROPY.length + 1) / PARTS;
    }
    if (place <= 0) {
      return 0;
    }
    int below = (int) place;
    return ENTROPY[below] + (place - below) * (ENTROPY[below + 1] - ENTROPY[below]);
  }

  /**
   * Of a Gaussian of that deviation rounded to whole numbers, averaged over where 0 is between two
   * of them: which is the differential entropy of it with the rounding's uniform error added. Of
   * wide ones that sum is as good as Gaussian, of variance sigma^2 + 1/12.
   */
  static double entropy(double deviation) {
    if (deviation > 4) {
      return Math.log(2 * Math.PI * Math.E * (deviation * deviation + 1 / 12.0)) / Math.log(4);
    }
    double sum = 0;
    int offsets = 16;
    for (int offset = 0; offset < offsets; offset++) {
      sum += entropy(deviation, (offset + 0.5) / offsets - 0.5);
    }
    return sum / offsets;
  }

  private static double entropy(double deviation, double mean) {
    double bits = 0;
    int most = (int) Math.ceil(10 * deviation) + 2;
    for (int k = -most; k <= most; k++) {
      double p =
          cumulative((k + 0.5 - mean) / deviation) - cumulative((k - 0.5 - mean) / deviation);
      bits -= p <= 0 ? 0 : p * Math.log(p) / Math.log(2);
    }
    return bits;
  }

  /** The normal distribution, to 1.2e-7: by the fit of erfc in Numerical Recipes, 6.2. */
  static double cumulative(double x) {
    double z = Math.abs(x) / Math.sqrt(2);
    double t = 1 / (1 + z / 2);
    double[] c = {
      -1.26551223,
      1.00002368,
      0.37409196,
      0.09678418,
      -0.18628806,
      0.27886807,
      -1.13520398,
      1.48851587,
      -0.82215223,
      0.17087277
    };
    double sum = 0;
    for (int i = c.length - 1; i >= 0; i--) {
      sum = c[i] + t * sum;
    }
    double tail = t * Math.exp(-z * z + sum) / 2;
    return x > 0 ? 1 - tail : tail;
  }
}
