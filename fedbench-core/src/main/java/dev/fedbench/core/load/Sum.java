package dev.fedbench.core.load;

import java.math.BigInteger;

/** An exact sum of non-negative numbers, in 128 bits. Not thread-safe. */
final class Sum {

  private long high;
  private long low;

  void add(long value) {
    add(0, value);
  }

  /** Adds value^2. */
  void addSquare(long value) {
    add(Math.multiplyHigh(value, value), value * value);
  }

  private void add(long addHigh, long addLow) {
    low += addLow;
    boolean carry = Long.compareUnsigned(low, addLow) < 0;
    high += addHigh + (carry ? 1 : 0);
  }

  /** The sum so far, which becomes 0. */
  BigInteger take() {
    BigInteger upper = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
    high = 0;
    low = 0;
    return upper.add(lower);
  }
}
