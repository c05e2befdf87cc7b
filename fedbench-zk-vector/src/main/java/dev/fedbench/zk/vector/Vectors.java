package dev.fedbench.zk.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exact products of doubles that are whole numbers (Emmart, Zheng and Weems, Faster Modular
 * Exponentiation Using Double Precision Floating Point Arithmetic on the GPU, 2018).
 *
 * <p>A product ab within 2^102 on either side of 0, added to 1.5 2^103 by a fused
 * multiply-addition, is rounded to a multiple of 2^51: as bits, the sum is those of 1.5 2^103 and
 * the product's upper part as a whole number. Subtracted from ab again, which is exact, it leaves
 * the lower part, between -2^50 and 2^50 (for Java rounds to nearest); added to 1.5 2^52, that is a
 * whole number in the lowest bits. Bits that are always the same are taken off at the end.
 */
final class Vectors {

  static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  static final int LANES = DOUBLES.length();

  static final int LIMB_BITS = 51;
  static final long MASK = (1L << LIMB_BITS) - 1;
  static final long HALF = 1L << LIMB_BITS - 1;

  /** What upper parts are found with: added to doubles, it makes them multiples of 2^51. */
  static final double UPPER = 0x1.8p103;

  /** What makes whole numbers within 2^51 the lowest bits of a double. */
  static final double LOWER = 0x1.8p52;

  /** What an upper part is subtracted from to find a lower one: exact, being a multiple of 2^51. */
  static final double BOTH = UPPER + LOWER;

  static final long UPPER_BITS = Double.doubleToRawLongBits(UPPER);
  static final long LOWER_BITS = Double.doubleToRawLongBits(LOWER);

  private Vectors() {}
}
