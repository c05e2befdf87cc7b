package dev.fedbench.zk.curve;

import java.math.BigInteger;

/** The non-adjacent form of a number: digits -1, 0, 1, no two neighbours of them not zero. */
final class NonAdjacent {

  private NonAdjacent() {}

  /** Least significant first. */
  static int[] of(BigInteger number) {
    // Where 3n and n differ, and by what (Reitwiesner, 1960).
    BigInteger triple = number.multiply(BigInteger.valueOf(3));
    int[] digits = new int[triple.bitLength() - 1];
    for (int i = 0; i < digits.length; i++) {
      int high = triple.testBit(i + 1) ? 1 : 0;
      int low = number.testBit(i + 1) ? 1 : 0;
      digits[i] = high - low;
    }
    return digits;
  }
}
