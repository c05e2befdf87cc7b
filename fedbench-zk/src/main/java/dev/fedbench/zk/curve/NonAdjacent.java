package dev.fedbench.zk.curve;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The non-adjacent form of a number: digits that are 0 or odd, below 2^(width - 1) on either side,
 * of which no width neighbours have two that are not 0.
 */
final class NonAdjacent {

  private NonAdjacent() {}

  /** Digits -1, 0, 1; least significant first. */
  static int[] of(BigInteger number) {
    return of(number, 2);
  }

  /** Least significant first; the last one is not 0. The number is above 0. */
  static int[] of(BigInteger number, int width) {
    int[] digits = new int[number.bitLength() + 1];
    BigInteger rest = number;
    int length = 0;
    while (rest.signum() != 0) {
      if (rest.testBit(0)) {
        int low = rest.intValue() & (1 << width) - 1;
        digits[length] = low < 1 << width - 1 ? low : low - (1 << width);
        rest = rest.subtract(BigInteger.valueOf(digits[length]));
      }
      rest = rest.shiftRight(1);
      length++;
    }
    return Arrays.copyOf(digits, length);
  }
}
