package dev.fedbench.core.proof;

import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.QuantizedUpdate;

/**
 * Makes whole numbers of an update: q = x * scale, rounded half to even, exactly. Both sides agree
 * on every bit. Pure.
 */
public final class Quantizer {

  private Quantizer() {}

  /**
   * Quantises all values, in order.
   *
   * @param bits of a quantised value, its sign included; 2 to 32
   * @param scale 1 to 2^31
   * @throws QuantizationException naming the first value that is not finite, or needs more bits
   */
  public static QuantizedUpdate quantize(Tensors update, int bits, long scale)
      throws QuantizationException {
    float[] values = update.values();
    int[] quantized = new int[values.length];
    double least = -(double) (1L << bits - 1);
    double most = -least - 1;
    for (int i = 0; i < values.length; i++) {
      double q = rounded(values[i], scale);
      if (!(q >= least && q <= most)) { // NaN is not either
        throw new QuantizationException(
            "%s is %s: times %d it needs more than %d bits; expected %s to %s. Lower the scale, or ask for more bits"
                .formatted(name(update, i), values[i], scale, bits, least / scale, most / scale));
      }
      quantized[i] = (int) q;
    }
    return new QuantizedUpdate(quantized, bits, scale);
  }

  /**
   * The product has up to 55 bits and may itself be rounded, to a tie that it is not: what was lost
   * then decides.
   */
  private static double rounded(double value, double scale) {
    double product = value * scale;
    double nearest = Math.rint(product);
    if (Math.abs(product - nearest) == 0.5) {
      double lost = Math.fma(value, scale, -product);
      if (lost != 0) {
        return lost > 0 ? Math.ceil(product) : Math.floor(product);
      }
    }
    return nearest;
  }

  private static String name(Tensors update, int index) {
    int offset = 0;
    for (TensorSpec spec : update.layout().specs()) {
      if (index < offset + spec.size()) {
        return "tensor '%s', index %d".formatted(spec.name(), index - offset);
      }
      offset += spec.size();
    }
    throw new IllegalArgumentException("no value " + index);
  }
}
