package dev.fedbench.storage.codec;

/** Symbols of differences of up to 32 bits, as {@link Layout} says. */
final class Symbols {

  /** How many bits a symbol has after the highest: three leave all symbols below 256. */
  static final int SIGNIFICANT = 3;

  /** Bits of a double's fraction. */
  private static final int FRACTION = 52;

  /** Of 2^(m-1), from which on symbols would be counted. */
  private static final int LEAST_EXPONENT = 1023 + SIGNIFICANT - 1 << SIGNIFICANT;

  private Symbols() {}

  /**
   * As a double, whose exponent and first bits of the fraction are the symbol: faster than to look
   * for the highest bit, on older compilers by far. Small differences are symbols themselves.
   */
  static int of(int difference) {
    long bits = Double.doubleToRawLongBits(difference & 0xffffffffL);
    int symbol = (int) (bits >>> FRACTION - SIGNIFICANT) - LEAST_EXPONENT;
    return symbol < 1 << SIGNIFICANT ? difference : symbol;
  }

  /** How many further bits a difference has. */
  static int furtherBits(int difference) {
    return 31 - SIGNIFICANT - Integer.numberOfLeadingZeros(difference | 1 << SIGNIFICANT);
  }
}
