package dev.fedbench.storage.codec;

/**
 * Logarithms to the base of two by a table: within 2e-4, which is enough to choose by, and the same
 * on every machine.
 */
final class Log2 {

  private static final int BITS = 12;
  private static final double[] TABLE = new double[1 << BITS];

  static {
    for (int i = 1; i < TABLE.length; i++) {
      TABLE[i] = StrictMath.log(i) / StrictMath.log(2);
    }
  }

  private Log2() {}

  /** The logarithm of a positive number. */
  static double of(int value) {
    int shift = Math.max(0, 32 - BITS - Integer.numberOfLeadingZeros(value));
    return TABLE[value >>> shift] + shift;
  }

  /** What an ideal code takes for symbols of those counts, in bits. */
  static double entropyBits(int[] counts, int from, int to) {
    long total = 0;
    double bits = 0;
    for (int i = from; i < to; i++) {
      int count = counts[i];
      if (count != 0) {
        total += count;
        bits -= count * of(count);
      }
    }
    return total == 0 ? 0 : Math.max(0, bits + total * of((int) total));
  }
}
