package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMB_BITS;
import static dev.fedbench.zk.field.Modulus.MASK;

/**
 * Kernels over five limbs of 52 bits (see the package).
 *
 * <p>Operands are shifted by 6 before they are multiplied: then the product's upper word, from one
 * signed {@code multiplyHigh}, is ab / 2^52, and the rest of ab stands in the upper 52 bits of its
 * lower word. Each q is a signed number of 52 bits, shifted by 12: p's limbs need no shift. Twelve
 * spare bits a limb hold the carries of a whole row, which are settled once, at the end.
 *
 * <p>Factors need not be normal: limbs may be of either sign and up to 2^54, as long as x * y is
 * between -2^258 p and 2^258 p. Divided by R, that is at most p / 4 on either side of 0, and the
 * multiple of p that makes it divisible hardly more than p / 2: with p added, the result is between
 * 0 and 2p (Montgomery 1985; lazy carries as in Gueron and Krasnov 2014).
 */
final class Montgomery {

  /** What a limb is shifted by before it is multiplied: half of 64 - 52. */
  private static final int SHIFT = 6;

  private Montgomery() {}

  /** z = x y / R. */
  static void mul(Modulus m, long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long y0 = y[yo] << SHIFT;
    long y1 = y[yo + 1] << SHIFT;
    long y2 = y[yo + 2] << SHIFT;
    long y3 = y[yo + 3] << SHIFT;
    long y4 = y[yo + 4] << SHIFT;
    long p0 = m.p0;
    long p1 = m.p1;
    long p2 = m.p2;
    long p3 = m.p3;
    long p4 = m.p4;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 5; i++) {
      long a = x[xo + i] << SHIFT;
      t0 += low(a, y0);
      long q = t0 * m.inverse << 2 * SHIFT; // makes t + q p a multiple of 2^52
      long carry = t0 + MASK >> LIMB_BITS;
      t0 = t1 + low(a, y1) + high(a, y0) + carry + low(q, p1) + high(q, p0);
      t1 = t2 + low(a, y2) + high(a, y1) + low(q, p2) + high(q, p1);
      t2 = t3 + low(a, y3) + high(a, y2) + low(q, p3) + high(q, p2);
      t3 = t4 + low(a, y4) + high(a, y3) + low(q, p4) + high(q, p3);
      t4 = high(a, y4) + high(q, p4);
    }
    normal(z, zo, t0 + p0, t1 + p1, t2 + p2, t3 + p3, t4 + p4);
  }

  /** z = x^2 / R: 15 products where mul has 25. */
  static void square(Modulus m, long[] z, int zo, long[] x, int xo) {
    long a0 = x[xo] << SHIFT;
    long a1 = x[xo + 1] << SHIFT;
    long a2 = x[xo + 2] << SHIFT;
    long a3 = x[xo + 3] << SHIFT;
    long a4 = x[xo + 4] << SHIFT;
    long d = a0 << 1;
    long t0 = low(a0, a0);
    long t1 = high(a0, a0) + low(d, a1);
    long t2 = high(d, a1) + low(d, a2);
    long t3 = high(d, a2) + low(d, a3);
    long t4 = high(d, a3) + low(d, a4);
    long t5 = high(d, a4);
    d = a1 << 1;
    t2 += low(a1, a1);
    t3 += high(a1, a1) + low(d, a2);
    t4 += high(d, a2) + low(d, a3);
    t5 += high(d, a3) + low(d, a4);
    long t6 = high(d, a4);
    d = a2 << 1;
    t4 += low(a2, a2);
    t5 += high(a2, a2) + low(d, a3);
    t6 += high(d, a3) + low(d, a4);
    long t7 = high(d, a4);
    d = a3 << 1;
    t6 += low(a3, a3);
    t7 += high(a3, a3) + low(d, a4);
    long t8 = high(d, a4) + low(a4, a4);
    long t9 = high(a4, a4);
    divide(m, z, zo, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9);
  }

  /** z = t / R. */
  private static void divide(
      Modulus m,
      long[] z,
      int zo,
      long t0,
      long t1,
      long t2,
      long t3,
      long t4,
      long t5,
      long t6,
      long t7,
      long t8,
      long t9) {
    long p0 = m.p0;
    long p1 = m.p1;
    long p2 = m.p2;
    long p3 = m.p3;
    long p4 = m.p4;
    long q = t0 * m.inverse << 2 * SHIFT;
    t1 += (t0 + MASK >> LIMB_BITS) + high(q, p0) + low(q, p1);
    t2 += high(q, p1) + low(q, p2);
    t3 += high(q, p2) + low(q, p3);
    t4 += high(q, p3) + low(q, p4);
    t5 += high(q, p4);
    q = t1 * m.inverse << 2 * SHIFT;
    t2 += (t1 + MASK >> LIMB_BITS) + high(q, p0) + low(q, p1);
    t3 += high(q, p1) + low(q, p2);
    t4 += high(q, p2) + low(q, p3);
    t5 += high(q, p3) + low(q, p4);
    t6 += high(q, p4);
    q = t2 * m.inverse << 2 * SHIFT;
    t3 += (t2 + MASK >> LIMB_BITS) + high(q, p0) + low(q, p1);
    t4 += high(q, p1) + low(q, p2);
    t5 += high(q, p2) + low(q, p3);
    t6 += high(q, p3) + low(q, p4);
    t7 += high(q, p4);
    q = t3 * m.inverse << 2 * SHIFT;
    t4 += (t3 + MASK >> LIMB_BITS) + high(q, p0) + low(q, p1);
    t5 += high(q, p1) + low(q, p2);
    t6 += high(q, p2) + low(q, p3);
    t7 += high(q, p3) + low(q, p4);
    t8 += high(q, p4);
    q = t4 * m.inverse << 2 * SHIFT;
    t5 += (t4 + MASK >> LIMB_BITS) + high(q, p0) + low(q, p1);
    t6 += high(q, p1) + low(q, p2);
    t7 += high(q, p2) + low(q, p3);
    t8 += high(q, p3) + low(q, p4);
    t9 += high(q, p4);
    normal(z, zo, t5 + p0, t6 + p1, t7 + p2, t8 + p3, t9 + p4);
  }

  /** z = (x y + u v) / R with one reduction; both products together are within mul's bounds. */
  static void mulAdd(
      Modulus m,
      long[] z,
      int zo,
      long[] x,
      int xo,
      long[] y,
      int yo,
      long[] u,
      int uo,
      long[] v,
      int vo) {
    long y0 = y[yo] << SHIFT;
    long y1 = y[yo + 1] << SHIFT;
    long y2 = y[yo + 2] << SHIFT;
    long y3 = y[yo + 3] << SHIFT;
    long y4 = y[yo + 4] << SHIFT;
    long v0 = v[vo] << SHIFT;
    long v1 = v[vo + 1] << SHIFT;
    long v2 = v[vo + 2] << SHIFT;
    long v3 = v[vo + 3] << SHIFT;
    long v4 = v[vo + 4] << SHIFT;
    long p0 = m.p0;
    long p1 = m.p1;
    long p2 = m.p2;
    long p3 = m.p3;
    long p4 = m.p4;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 5; i++) {
      long a = x[xo + i] << SHIFT;
      long b = u[uo + i] << SHIFT;
      t0 += low(a, y0) + low(b, v0);
      long q = t0 * m.inverse << 2 * SHIFT;
      long carry = t0 + MASK >> LIMB_BITS;
      t0 = t1 + low(a, y1) + high(a, y0) + low(b, v1) + high(b, v0) + carry;
      t0 += low(q, p1) + high(q, p0);
      t1 = t2 + low(a, y2) + high(a, y1) + low(b, v2) + high(b, v1);
      t1 += low(q, p2) + high(q, p1);
      t2 = t3 + low(a, y3) + high(a, y2) + low(b, v3) + high(b, v2);
      t2 += low(q, p3) + high(q, p2);
      t3 = t4 + low(a, y4) + high(a, y3) + low(b, v4) + high(b, v3);
      t3 += low(q, p4) + high(q, p3);
      t4 = high(a, y4) + high(b, v4) + high(q, p4);
    }
    normal(z, zo, t0 + p0, t1 + p1, t2 + p2, t3 + p3, t4 + p4);
  }

  /** ab / 2^52 of factors that are shifted by 12 together. */
  private static long high(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  /** ab modulo 2^52 of factors that are shifted by 12 together. */
  private static long low(long a, long b) {
    return a * b >>> 2 * SHIFT;
  }

  private static void normal(long[] z, int zo, long t0, long t1, long t2, long t3, long t4) {
    long c1 = t1 + (t0 >> LIMB_BITS);
    long c2 = t2 + (c1 >> LIMB_BITS);
    long c3 = t3 + (c2 >> LIMB_BITS);
    z[zo] = t0 & MASK;
    z[zo + 1] = c1 & MASK;
    z[zo + 2] = c2 & MASK;
    z[zo + 3] = c3 & MASK;
    z[zo + 4] = t4 + (c3 >> LIMB_BITS);
  }

  /** z = x + y. */
  static void add(Modulus m, long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long[] d = m.twice;
    long t0 = x[xo] + y[yo] - d[0];
    long t1 = x[xo + 1] + y[yo + 1] - d[1];
    long t2 = x[xo + 2] + y[yo + 2] - d[2];
    long t3 = x[xo + 3] + y[yo + 3] - d[3];
    long t4 = x[xo + 4] + y[yo + 4] - d[4];
    restore(d, z, zo, t0, t1, t2, t3, t4);
  }

  /** z = x - y. */
  static void sub(Modulus m, long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long t0 = x[xo] - y[yo];
    long t1 = x[xo + 1] - y[yo + 1];
    long t2 = x[xo + 2] - y[yo + 2];
    long t3 = x[xo + 3] - y[yo + 3];
    long t4 = x[xo + 4] - y[yo + 4];
    restore(m.twice, z, zo, t0, t1, t2, t3, t4);
  }

  /** z = x - y between -2p and 2p, limb by limb: not normal, but good for a factor. */
  static void factorSub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < 5; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  /** z = x + y below 4p, limb by limb: not normal, but good for a factor. */
  static void factorAdd(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < 5; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  /** (x, y) to (x + y, x - y). */
  static void butterfly(Modulus m, long[] x, int xo, long[] y, int yo) {
    long[] d = m.twice;
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long a4 = x[xo + 4];
    long b0 = y[yo];
    long b1 = y[yo + 1];
    long b2 = y[yo + 2];
    long b3 = y[yo + 3];
    long b4 = y[yo + 4];
    restore(
        d, x, xo, a0 + b0 - d[0], a1 + b1 - d[1], a2 + b2 - d[2], a3 + b3 - d[3], a4 + b4 - d[4]);
    restore(d, y, yo, a0 - b0, a1 - b1, a2 - b2, a3 - b3, a4 - b4);
  }

  /** z = t, plus 2p if that is negative. t is between -2p and 2p. */
  private static void restore(
      long[] d, long[] z, int zo, long t0, long t1, long t2, long t3, long t4) {
    long c1 = t1 + (t0 >> LIMB_BITS);
    long c2 = t2 + (c1 >> LIMB_BITS);
    long c3 = t3 + (c2 >> LIMB_BITS);
    long c4 = t4 + (c3 >> LIMB_BITS);
    long negative = c4 >> 63;
    normal(
        z,
        zo,
        (t0 & MASK) + (d[0] & negative),
        (c1 & MASK) + (d[1] & negative),
        (c2 & MASK) + (d[2] & negative),
        (c3 & MASK) + (d[3] & negative),
        c4 + (d[4] & negative));
  }

  /** z = x modulo p, reduced fully. */
  static void reduce(Modulus m, long[] z, int zo, long[] x, int xo) {
    long t0 = x[xo] - m.p0;
    long t1 = x[xo + 1] - m.p1 + (t0 >> LIMB_BITS);
    long t2 = x[xo + 2] - m.p2 + (t1 >> LIMB_BITS);
    long t3 = x[xo + 3] - m.p3 + (t2 >> LIMB_BITS);
    long t4 = x[xo + 4] - m.p4 + (t3 >> LIMB_BITS);
    long keep = t4 >> 63;
    z[zo] = x[xo] & keep | t0 & MASK & ~keep;
    z[zo + 1] = x[xo + 1] & keep | t1 & MASK & ~keep;
    z[zo + 2] = x[xo + 2] & keep | t2 & MASK & ~keep;
    z[zo + 3] = x[xo + 3] & keep | t3 & MASK & ~keep;
    z[zo + 4] = x[xo + 4] & keep | t4 & ~keep;
  }

  /** Whether x is 0 or p. */
  static boolean isZero(Modulus m, long[] x, int xo) {
    long low = x[xo];
    if (low != 0 && low != m.p0) {
      return false;
    }
    long zero = low | x[xo + 1] | x[xo + 2] | x[xo + 3] | x[xo + 4];
    long p = low ^ m.p0 | x[xo + 1] ^ m.p1 | x[xo + 2] ^ m.p2 | x[xo + 3] ^ m.p3 | x[xo + 4] ^ m.p4;
    return zero == 0 || p == 0;
  }
}
