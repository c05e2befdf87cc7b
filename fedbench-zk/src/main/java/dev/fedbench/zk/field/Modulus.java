package dev.fedbench.zk.field;

import java.math.BigInteger;

/** A prime of 254 bits, and what Montgomery arithmetic with it needs. */
final class Modulus {

  static final int LIMBS = 5;
  static final int LIMB_BITS = 52;
  static final long MASK = (1L << LIMB_BITS) - 1;
  private static final int R_BITS = LIMBS * LIMB_BITS;

  final BigInteger value;
  final long p0;
  final long p1;
  final long p2;
  final long p3;
  final long p4;

  /** -1/p modulo 2^52. */
  final long inverse;

  /** 2p. */
  final long[] twice;

  /** R modulo p: one. */
  final long[] one;

  /** R^2 modulo p: what brings a number into Montgomery form. */
  final long[] square;

  /** R^3 modulo p: what brings the inverse of a number in Montgomery form into it. */
  final long[] cube;

  Modulus(String decimal) {
    value = new BigInteger(decimal);
    long[] limbs = limbs(value);
    p0 = limbs[0];
    p1 = limbs[1];
    p2 = limbs[2];
    p3 = limbs[3];
    p4 = limbs[4];
    BigInteger limb = BigInteger.ONE.shiftLeft(LIMB_BITS);
    inverse = value.negate().modInverse(limb).longValueExact();
    twice = limbs(value.shiftLeft(1));
    one = limbs(BigInteger.ONE.shiftLeft(R_BITS).mod(value));
    square = limbs(BigInteger.ONE.shiftLeft(2 * R_BITS).mod(value));
    cube = limbs(BigInteger.ONE.shiftLeft(3 * R_BITS).mod(value));
  }

  static long[] limbs(BigInteger number) {
    long[] limbs = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] = number.shiftRight(LIMB_BITS * i).longValue() & MASK;
    }
    return limbs;
  }

  static BigInteger number(long[] limbs, int offset) {
    BigInteger number = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      number = number.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[offset + i]));
    }
    return number;
  }
}
