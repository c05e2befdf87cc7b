package dev.fedbench.proof;

import dev.fedbench.spi.Problems;
import java.util.Arrays;

/**
 * An update as whole numbers: what is proved, submitted and aggregated.
 *
 * <p>Holds the array it is given, for the sake of large updates: nobody may write to it.
 *
 * @param values each of {@code bits} bits, its sign included; all tensors' values in order
 * @param bits 2 to 32
 * @param scale what a value is divided by to give the update's own unit
 */
public record QuantizedUpdate(int[] values, int bits, long scale) {

  public QuantizedUpdate {
    new Problems()
        .atLeast("values", values.length, 1)
        .between("bits", bits, 2, 32)
        .between("scale", scale, 1, 1L << 31)
        .orThrow();
    int spare = 32 - bits;
    for (int i = 0; i < values.length; i++) {
      if (values[i] << spare >> spare != values[i]) {
        throw new IllegalArgumentException(
            "value %d is %d; expected %d bits, sign included".formatted(i, values[i], bits));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedUpdate that
        && bits == that.bits
        && scale == that.scale
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%d values of %d bits, scale %d".formatted(values.length, bits, scale);
  }
}
