package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMBS;
import static dev.fedbench.zk.field.Modulus.LIMB_BITS;
import static dev.fedbench.zk.field.Modulus.MASK;

/**
 * Sums of products of F_p2 with one reduction each: of n products in F_p2, 4n of limbs and 2
 * reductions, where one by one they have 4n and 2n (Longa, Efficient Algorithms for Large Prime
 * Characteristic Fields and Their Application to Bilinear Pairings, 2023). One side of the products
 * is laid out here once for many sums; the other is in the caller's arrays, without gaps.
 *
 * <p>Factors on both sides may be loose: sums or differences of elements limb by limb, their limbs
 * between -2^54 and 2^54. Results are normal. Kernels are {@link Montgomery}'s. Not thread-safe.
 */
final class Rows {

  private static final int W = 2 * LIMBS;

  /** What a factor is shifted by before it is multiplied: half of 64 - 52. */
  private static final int SHIFT = 6;

  private static final Modulus P = PrimeField.BASE.modulus();

  /** 2^264 / p, for the upmost limbs alone: 0.08 % too small at most. */
  private static final long RECIPROCAL = (1L << 56) / (P.p4 + 1);

  private static final long SIXTEENTH = 1L << 52;

  private static final long[] ZERO = new long[W];

  /** Of each factor: real part and negative imaginary part, shifted. */
  private final long[] real;

  /** Of each factor: imaginary and real part, shifted. */
  private final long[] imaginary;

  private final long[] loose = new long[W];

  Rows(int factors) {
    real = new long[W * factors];
    imaginary = new long[W * factors];
  }

  /** Lays out y as factor number at. */
  void set(int at, long[] y, int yo) {
    int row = W * at;
    for (int i = 0; i < LIMBS; i++) {
      long re = y[yo + i] << SHIFT;
      long im = y[yo + LIMBS + i] << SHIFT;
      real[row + i] = re;
      real[row + LIMBS + i] = -im;
      imaginary[row + i] = im;
      imaginary[row + LIMBS + i] = re;
    }
  }

  /** Lays out (9 + u) y; y is below 6p. */
  void setXi(int at, long[] y, int yo) {
    timesXi(loose, 0, y, yo);
    set(at, loose, 0);
  }

  /** z = (9 + u) x, normal, for x below 6p: (9 x0 - x1) + (x0 + 9 x1) u. */
  static void timesXi(long[] z, int zo, long[] x, int xo) {
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long a4 = x[xo + 4];
    long b0 = x[xo + 5];
    long b1 = x[xo + 6];
    long b2 = x[xo + 7];
    long b3 = x[xo + 8];
    long b4 = x[xo + 9];
    settle(z, zo, 9 * a0 - b0, 9 * a1 - b1, 9 * a2 - b2, 9 * a3 - b3, 9 * a4 - b4);
    settle(z, zo + LIMBS, a0 + 9 * b0, a1 + 9 * b1, a2 + 9 * b2, a3 + 9 * b3, a4 + 9 * b4);
  }

  /** z = x_0 y_at + x_1 y_(at + 1) + ..., so many terms, y what is laid out. */
  void dot(long[] z, int zo, long[] x, int xo, int at, int terms) {
    dot(z, zo, x, xo, at, terms, ZERO, 0);
  }

  /** The same plus an element, which may be loose, and within 32p. z must not be among x. */
  void dot(long[] z, int zo, long[] x, int xo, int at, int terms, long[] plus, int po) {
    sum(z, zo, x, xo, real, W * at, 2 * terms, plus, po);
    sum(z, zo + LIMBS, x, xo, imaginary, W * at, 2 * terms, plus, po + LIMBS);
  }

  /** z = (x_0 y_0 + x_1 y_1 + ...) / R + plus, so many terms of F_p. */
  private static void sum(
      long[] z, int zo, long[] x, int xo, long[] y, int yo, int terms, long[] plus, int po) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = plus[po];
    long t6 = plus[po + 1];
    long t7 = plus[po + 2];
    long t8 = plus[po + 3];
    long t9 = plus[po + 4];
    int end = xo + LIMBS * terms;
    for (int xi = xo, yi = yo; xi < end; xi += LIMBS, yi += LIMBS) {
      long y0 = y[yi];
      long y1 = y[yi + 1];
      long y2 = y[yi + 2];
      long y3 = y[yi + 3];
      long y4 = y[yi + 4];
      long a = x[xi] << SHIFT;
      t0 += low(a, y0);
      t1 += high(a, y0) + low(a, y1);
      t2 += high(a, y1) + low(a, y2);
      t3 += high(a, y2) + low(a, y3);
      t4 += high(a, y3) + low(a, y4);
      t5 += high(a, y4);
      a = x[xi + 1] << SHIFT;
      t1 += low(a, y0);
      t2 += high(a, y0) + low(a, y1);
      t3 += high(a, y1) + low(a, y2);
      t4 += high(a, y2) + low(a, y3);
      t5 += high(a, y3) + low(a, y4);
      t6 += high(a, y4);
      a = x[xi + 2] << SHIFT;
      t2 += low(a, y0);
      t3 += high(a, y0) + low(a, y1);
      t4 += high(a, y1) + low(a, y2);
      t5 += high(a, y2) + low(a, y3);
      t6 += high(a, y3) + low(a, y4);
      t7 += high(a, y4);
      a = x[xi + 3] << SHIFT;
      t3 += low(a, y0);
      t4 += high(a, y0) + low(a, y1);
      t5 += high(a, y1) + low(a, y2);
      t6 += high(a, y2) + low(a, y3);
      t7 += high(a, y3) + low(a, y4);
      t8 += high(a, y4);
      a = x[xi + 4] << SHIFT;
      t4 += low(a, y0);
      t5 += high(a, y0) + low(a, y1);
      t6 += high(a, y1) + low(a, y2);
      t7 += high(a, y2) + low(a, y3);
      t8 += high(a, y3) + low(a, y4);
      t9 += high(a, y4);
    }
    divide(z, zo, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9);
  }

  /** z = t / R, normal; as in Montgomery, limb by limb. */
  private static void divide(
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
    long p0 = P.p0;
    long p1 = P.p1;
    long p2 = P.p2;
    long p3 = P.p3;
    long p4 = P.p4;
    long q = quotient(t0);
    t1 += carry(t0) + high(q, p0) + low(q, p1);
    t2 += high(q, p1) + low(q, p2);
    t3 += high(q, p2) + low(q, p3);
    t4 += high(q, p3) + low(q, p4);
    t5 += high(q, p4);
    q = quotient(t1);
    t2 += carry(t1) + high(q, p0) + low(q, p1);
    t3 += high(q, p1) + low(q, p2);
    t4 += high(q, p2) + low(q, p3);
    t5 += high(q, p3) + low(q, p4);
    t6 += high(q, p4);
    q = quotient(t2);
    t3 += carry(t2) + high(q, p0) + low(q, p1);
    t4 += high(q, p1) + low(q, p2);
    t5 += high(q, p2) + low(q, p3);
    t6 += high(q, p3) + low(q, p4);
    t7 += high(q, p4);
    q = quotient(t3);
    t4 += carry(t3) + high(q, p0) + low(q, p1);
    t5 += high(q, p1) + low(q, p2);
    t6 += high(q, p2) + low(q, p3);
    t7 += high(q, p3) + low(q, p4);
    t8 += high(q, p4);
    q = quotient(t4);
    t5 += carry(t4) + high(q, p0) + low(q, p1);
    t6 += high(q, p1) + low(q, p2);
    t7 += high(q, p2) + low(q, p3);
    t8 += high(q, p3) + low(q, p4);
    t9 += high(q, p4);
    settle(z, zo, t5, t6, t7, t8, t9);
  }

  /** By how much of p the lowest limb becomes a multiple of 2^52; shifted. */
  private static long quotient(long lowest) {
    return lowest * P.inverse << 2 * SHIFT;
  }

  /** What such a limb leaves for the next one. */
  private static long carry(long lowest) {
    return lowest + MASK >> LIMB_BITS;
  }

  private static long high(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  private static long low(long a, long b) {
    return a * b >>> 2 * SHIFT;
  }

  /**
   * z = t - k p, normal and below 1.2p, for t between -64p and 64p. With t's upmost limb alone, t /
   * p is known to 1/20; less a sixteenth, it is never too large.
   */
  private static void settle(long[] z, int zo, long t0, long t1, long t2, long t3, long t4) {
    long c1 = t1 + (t0 >> LIMB_BITS);
    long c2 = t2 + (c1 >> LIMB_BITS);
    long c3 = t3 + (c2 >> LIMB_BITS);
    long c4 = t4 + (c3 >> LIMB_BITS);
    long k = c4 * RECIPROCAL - SIXTEENTH >> 56;
    long r0 = (t0 & MASK) - k * P.p0;
    long r1 = (c1 & MASK) - k * P.p1 + (r0 >> LIMB_BITS);
    long r2 = (c2 & MASK) - k * P.p2 + (r1 >> LIMB_BITS);
    long r3 = (c3 & MASK) - k * P.p3 + (r2 >> LIMB_BITS);
    z[zo] = r0 & MASK;
    z[zo + 1] = r1 & MASK;
    z[zo + 2] = r2 & MASK;
    z[zo + 3] = r3 & MASK;
    z[zo + 4] = c4 - k * P.p4 + (r3 >> LIMB_BITS);
  }
}
