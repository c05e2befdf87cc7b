package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMB_BITS;
import static dev.fedbench.zk.field.Modulus.MASK;

/**
 * Kernels over five limbs of 52 bits (see the package).
 *
 * <p>Two limbs' product has its upper half in one signed {@code multiplyHigh}, if both are shifted
 * by 6 before: (a 2^6)(b 2^6) / 2^64 = ab / 2^52. Twelve spare bits a limb hold the carries of a
 * whole row, which are settled once, at the end. Factors need not be normal: limbs may be of either
 * sign and up to 2^54, as long as x * y is between 0 and 2^260 p; then the result is below 2p
 * (Montgomery 1985; lazy carries as in Gueron and Krasnov 2014).
 */
final class Montgomery {

  /** What a limb is shifted by before {@code multiplyHigh}: half of 64 - 52. */
  private static final int SHIFT = 6;

  private Montgomery() {}

  /** z = x y / R. */
  static void mul(Modulus m, long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    long y0 = y[yo];
    long y1 = y[yo + 1];
    long y2 = y[yo + 2];
    long y3 = y[yo + 3];
    long y4 = y[yo + 4];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 5; i++) {
      long a = x[xo + i];
      t0 += a * y0 & MASK;
      long q = t0 * m.inverse & MASK; // makes t + q p a multiple of 2^52
      long carry = t0 + MASK >> LIMB_BITS;
      t0 = t1 + (a * y1 & MASK) + (q * m.p1 & MASK) + high(a, y0) + high(q, m.p0) + carry;
      t1 = t2 + (a * y2 & MASK) + (q * m.p2 & MASK) + high(a, y1) + high(q, m.p1);
      t2 = t3 + (a * y3 & MASK) + (q * m.p3 & MASK) + high(a, y2) + high(q, m.p2);
      t3 = t4 + (a * y4 & MASK) + (q * m.p4 & MASK) + high(a, y3) + high(q, m.p3);
      t4 = high(a, y4) + high(q, m.p4);
    }
    normal(z, zo, t0, t1, t2, t3, t4);
  }

  /** z = x^2 / R: 15 products where mul has 25. */
  static void square(Modulus m, long[] z, int zo, long[] x, int xo) {
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long a4 = x[xo + 4];
    long d0 = a0 << 1;
    long d1 = a1 << 1;
    long d2 = a2 << 1;
    long d3 = a3 << 1;
    long t0 = a0 * a0 & MASK;
    long t1 = high(a0, a0) + (d0 * a1 & MASK);
    long t2 = high(d0, a1) + (d0 * a2 & MASK) + (a1 * a1 & MASK);
    long t3 = high(d0, a2) + high(a1, a1) + (d0 * a3 & MASK) + (d1 * a2 & MASK);
    long t4 = high(d0, a3) + high(d1, a2) + (d0 * a4 & MASK) + (d1 * a3 & MASK) + (a2 * a2 & MASK);
    long t5 = high(d0, a4) + high(d1, a3) + high(a2, a2) + (d1 * a4 & MASK) + (d2 * a3 & MASK);
    long t6 = high(d1, a4) + high(d2, a3) + (d2 * a4 & MASK) + (a3 * a3 & MASK);
    long t7 = high(d2, a4) + high(a3, a3) + (d3 * a4 & MASK);
    long t8 = high(d3, a4) + (a4 * a4 & MASK);
    long t9 = high(a4, a4);
    for (int i = 0; i < 5; i++) {
      long q = t0 * m.inverse & MASK;
      long carry = t0 + MASK >> LIMB_BITS;
      t0 = t1 + (q * m.p1 & MASK) + high(q, m.p0) + carry;
      t1 = t2 + (q * m.p2 & MASK) + high(q, m.p1);
      t2 = t3 + (q * m.p3 & MASK) + high(q, m.p2);
      t3 = t4 + (q * m.p4 & MASK) + high(q, m.p3);
      t4 = t5 + high(q, m.p4);
      t5 = t6;
      t6 = t7;
      t7 = t8;
      t8 = t9;
      t9 = 0;
    }
    normal(z, zo, t0, t1, t2, t3, t4);
  }

  /** z = (x y + u v) / R with one reduction; both products together are at most 2^260 p. */
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
    long y0 = y[yo];
    long y1 = y[yo + 1];
    long y2 = y[yo + 2];
    long y3 = y[yo + 3];
    long y4 = y[yo + 4];
    long v0 = v[vo];
    long v1 = v[vo + 1];
    long v2 = v[vo + 2];
    long v3 = v[vo + 3];
    long v4 = v[vo + 4];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 5; i++) {
      long a = x[xo + i];
      long b = u[uo + i];
      t0 += (a * y0 & MASK) + (b * v0 & MASK);
      long q = t0 * m.inverse & MASK;
      long carry = t0 + MASK >> LIMB_BITS;
      t0 = t1 + (a * y1 & MASK) + (b * v1 & MASK) + (q * m.p1 & MASK) + carry;
      t0 += high(a, y0) + high(b, v0) + high(q, m.p0);
      t1 = t2 + (a * y2 & MASK) + (b * v2 & MASK) + (q * m.p2 & MASK);
      t1 += high(a, y1) + high(b, v1) + high(q, m.p1);
      t2 = t3 + (a * y3 & MASK) + (b * v3 & MASK) + (q * m.p3 & MASK);
      t2 += high(a, y2) + high(b, v2) + high(q, m.p2);
      t3 = t4 + (a * y4 & MASK) + (b * v4 & MASK) + (q * m.p4 & MASK);
      t3 += high(a, y3) + high(b, v3) + high(q, m.p3);
      t4 = high(a, y4) + high(b, v4) + high(q, m.p4);
    }
    normal(z, zo, t0, t1, t2, t3, t4);
  }

  private static long high(long a, long b) {
    return Math.multiplyHigh(a << SHIFT, b << SHIFT);
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
    long zero = x[xo] | x[xo + 1] | x[xo + 2] | x[xo + 3] | x[xo + 4];
    long p =
        x[xo] ^ m.p0 | x[xo + 1] ^ m.p1 | x[xo + 2] ^ m.p2 | x[xo + 3] ^ m.p3 | x[xo + 4] ^ m.p4;
    return zero == 0 || p == 0;
  }
}
