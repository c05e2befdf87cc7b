package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;

/** Plain scalars, those above r / 2 as small negative ones, and their signed digits. */
final class Scalars {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final int BITS = FIELD.prime().bitLength();
  private static final long[] HALF = plain(FIELD.prime().shiftRight(1));
  private static final long[] PRIME = plain(FIELD.prime());

  final int count;
  private final long[] magnitudes;
  private final boolean[] negative;

  /**
   * @param scalars elements of the scalar field
   * @param from the first one
   */
  Scalars(long[] scalars, int from, int count) {
    if (scalars.length / W - from < count) {
      throw new IllegalArgumentException(
          "%d points and %d scalars".formatted(count, scalars.length / W - from));
    }
    this.count = count;
    magnitudes = new long[W * count];
    negative = new boolean[count];
    for (int i = 0; i < count; i++) {
      int at = W * i;
      FIELD.plain(magnitudes, at, scalars, W * (from + i));
      negative[i] = compare(magnitudes, at, HALF) > 0;
      if (negative[i]) {
        oppose(magnitudes, at);
      }
    }
  }

  private static long[] plain(BigInteger number) {
    long[] limbs = FIELD.array(1);
    for (int i = 0; i < W; i++) {
      limbs[i] = number.shiftRight(Digits.LIMB_BITS * i).longValue() & Digits.LIMB;
    }
    return limbs;
  }

  private static int compare(long[] x, int xo, long[] y) {
    for (int i = W - 1; i >= 0; i--) {
      int order = Long.compare(x[xo + i], y[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** x = r - x. */
  private static void oppose(long[] x, int xo) {
    long borrow = 0;
    for (int k = 0; k < W; k++) {
      long limb = PRIME[k] - x[xo + k] + borrow;
      x[xo + k] = limb & Digits.LIMB;
      borrow = limb >> Digits.LIMB_BITS;
    }
  }

  /** How many are of more than one limb. */
  int large() {
    int large = 0;
    for (int i = 0; i < count; i++) {
      large += isBelow(i, Digits.LIMB_BITS) ? 0 : 1;
    }
    return large;
  }

  /** Whether that scalar is within 2^bits, of up to a limb's bits. */
  boolean isBelow(int i, int bits) {
    int at = W * i;
    long high = magnitudes[at + 1] | magnitudes[at + 2] | magnitudes[at + 3] | magnitudes[at + 4];
    return high == 0 && magnitudes[at] >>> bits == 0;
  }

  /** Digits of so many bits that every scalar has, at most. */
  static int windows(int bits) {
    return BITS / bits + 1;
  }

  /**
   * Writes a scalar's lowest digits, between -2^(bits - 1) and 2^(bits - 1).
   *
   * @param at where the lowest digit goes
   * @param step from there to the next one's place
   */
  void digits(int i, int bits, int windows, short[] digits, int at, int step) {
    int base = 1 << bits;
    int carry = 0;
    for (int window = 0; window < windows; window++) {
      int digit = Digits.at(magnitudes, W * i, window * bits, bits) + carry;
      carry = digit > base / 2 ? 1 : 0;
      digit -= carry * base;
      digits[at + window * step] = (short) (negative[i] ? -digit : digit);
    }
  }
}
