package dev.fedbench.zk.field;

import java.math.BigInteger;

/**
 * F_p6[w] / (w^2 - v): a0 + a1 w. Since v = w^2, an element is also the sum of six F_p2
 * coefficients of w^0, w^2, w^4 (a0) and w^1, w^3, w^5 (a1). Not thread-safe.
 */
public final class Fp12 extends Field {

  private static final int W = 10;
  private static final int HALF = 3 * W;

  /** Which power of w stands at which of the six places. */
  private static final int[] POWERS = {0, 2, 4, 1, 3, 5};

  /** xi^(k (p - 1) / 6), k from 0 to 5: what w^k is multiplied with when raised to p. */
  private static final long[] FROBENIUS = frobenius();

  private final Fp2 fp2 = new Fp2();
  private final Fp6 fp6 = new Fp6(fp2);
  private final long[] s = new long[HALF];
  private final long[] t = new long[HALF];
  private final long[] u = new long[HALF];
  private final long[] c = new long[2 * HALF];

  /** With scratch space of its own. */
  public Fp12() {
    super(2 * HALF);
  }

  private static long[] frobenius() {
    Fp2 fp2 = new Fp2();
    long[] xi = fp2.array(1);
    fp2.set(xi, 0, BigInteger.valueOf(9), BigInteger.ONE);
    BigInteger exponent =
        PrimeField.BASE.prime().subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
    long[] root = fp2.array(1);
    fp2.one(root, 0);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      fp2.square(root, 0, root, 0);
      if (exponent.testBit(bit)) {
        fp2.mul(root, 0, root, 0, xi, 0);
      }
    }
    long[] powers = fp2.array(6);
    fp2.one(powers, 0);
    for (int k = 1; k < 6; k++) {
      fp2.mul(powers, k * W, powers, (k - 1) * W, root, 0);
    }
    return powers;
  }

  /** The field of the coefficients, with this one's scratch space. */
  public Fp2 fp2() {
    return fp2;
  }

  /** z = xi^(k (p - 1) / 6), in F_p2. */
  public static void frobeniusFactor(long[] z, int zo, int k) {
    System.arraycopy(FROBENIUS, k * W, z, zo, W);
  }

  @Override
  public void add(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    fp6.add(z, zo, x, xo, y, yo);
    fp6.add(z, zo + HALF, x, xo + HALF, y, yo + HALF);
  }

  @Override
  public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    fp6.sub(z, zo, x, xo, y, yo);
    fp6.sub(z, zo + HALF, x, xo + HALF, y, yo + HALF);
  }

  /** Karatsuba: three products. */
  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    fp6.add(s, 0, x, xo, x, xo + HALF);
    fp6.add(t, 0, y, yo, y, yo + HALF);
    fp6.mul(s, 0, s, 0, t, 0);
    fp6.mul(t, 0, x, xo, y, yo);
    fp6.mul(u, 0, x, xo + HALF, y, yo + HALF);
    combine(z, zo);
  }

  /** From s = (x0 + x1)(y0 + y1), t = x0 y0 and u = x1 y1: z0 = t + v u, z1 = s - t - u. */
  private void combine(long[] z, int zo) {
    fp6.sub(s, 0, s, 0, t, 0);
    fp6.sub(z, zo + HALF, s, 0, u, 0);
    fp6.mulByV(u, 0, u, 0);
    fp6.add(z, zo, t, 0, u, 0);
  }

  /**
   * z = x (a + (b0 + b1 v) w): a line's value, a of F_p at line, b0 and b1 of F_p2 behind it.
   *
   * @param line five and twice ten longs
   */
  public void mulByLine(long[] z, int zo, long[] x, int xo, long[] line, int at) {
    int b = at + PrimeField.BASE.width();
    fp6.add(s, 0, x, xo, x, xo + HALF);
    System.arraycopy(line, b, c, 0, 2 * W);
    PrimeField.BASE.add(c, 0, c, 0, line, at);
    fp6.mulBy01(s, 0, s, 0, c, 0);
    fp6.mulByBase(t, 0, x, xo, line, at);
    fp6.mulBy01(u, 0, x, xo + HALF, line, b);
    combine(z, zo);
  }

  /** (x0 + x1)(x0 + v x1) - (1 + v) x0 x1, and twice x0 x1: two products. */
  @Override
  public void square(long[] z, int zo, long[] x, int xo) {
    fp6.mul(u, 0, x, xo, x, xo + HALF);
    fp6.mulByV(t, 0, x, xo + HALF);
    fp6.add(t, 0, t, 0, x, xo);
    fp6.add(s, 0, x, xo, x, xo + HALF);
    fp6.mul(s, 0, s, 0, t, 0);
    fp6.sub(s, 0, s, 0, u, 0);
    fp6.mulByV(t, 0, u, 0);
    fp6.sub(z, zo, s, 0, t, 0);
    fp6.twice(z, zo + HALF, u, 0);
  }

  /** z = x0 - x1 w, which is x^(p^6), and 1/x where x^(p^6 + 1) = 1. */
  public void conjugate(long[] z, int zo, long[] x, int xo) {
    fp6.copy(z, zo, x, xo);
    fp6.negate(z, zo + HALF, x, xo + HALF);
  }

  /** z = x^p. */
  public void frobenius(long[] z, int zo, long[] x, int xo) {
    for (int place = 0; place < 6; place++) {
      fp2.conjugate(z, zo + place * W, x, xo + place * W);
      fp2.mul(z, zo + place * W, z, zo + place * W, FROBENIUS, POWERS[place] * W);
    }
  }

  /**
   * z = x^2 for x of the cyclotomic subgroup (Granger and Scott, Faster Squaring in the Cyclotomic
   * Subgroup of Sixth Degree Extensions, 2010): x is three elements of F_p4, each squared alone.
   */
  public void cyclotomicSquare(long[] z, int zo, long[] x, int xo) {
    // The three pairs of powers of w: (0, 3), (1, 4), (2, 5).
    fp4Square(c, 0, x, xo, xo + 4 * W);
    fp4Square(c, 2 * W, x, xo + 3 * W, xo + 2 * W);
    fp4Square(c, 4 * W, x, xo + W, xo + 5 * W);
    thriceMinusTwice(z, zo, c, 0, x, xo);
    thriceMinusTwice(z, zo + W, c, 2 * W, x, xo + W);
    thriceMinusTwice(z, zo + 2 * W, c, 4 * W, x, xo + 2 * W);
    fp2.mulByXi(c, 5 * W, c, 5 * W);
    thricePlusTwice(z, zo + 3 * W, c, 5 * W, x, xo + 3 * W);
    thricePlusTwice(z, zo + 4 * W, c, W, x, xo + 4 * W);
    thricePlusTwice(z, zo + 5 * W, c, 3 * W, x, xo + 5 * W);
  }

  /** z = (a + b s)^2 with s^2 = xi: a^2 + xi b^2, and 2ab. */
  private void fp4Square(long[] z, int zo, long[] x, int a, int b) {
    fp2.square(s, 0, x, a);
    fp2.square(s, W, x, b);
    fp2.add(t, 0, x, a, x, b);
    fp2.square(t, 0, t, 0);
    fp2.sub(t, 0, t, 0, s, 0);
    fp2.sub(z, zo + W, t, 0, s, W);
    fp2.mulByXi(s, W, s, W);
    fp2.add(z, zo, s, 0, s, W);
  }

  private void thriceMinusTwice(long[] z, int zo, long[] a, int ao, long[] b, int bo) {
    fp2.sub(s, 0, a, ao, b, bo);
    fp2.twice(s, 0, s, 0);
    fp2.add(z, zo, s, 0, a, ao);
  }

  private void thricePlusTwice(long[] z, int zo, long[] a, int ao, long[] b, int bo) {
    fp2.add(s, 0, a, ao, b, bo);
    fp2.twice(s, 0, s, 0);
    fp2.add(z, zo, s, 0, a, ao);
  }

  /** (x0 - x1 w) / (x0^2 - v x1^2). */
  @Override
  public void invert(long[] z, int zo, long[] x, int xo) {
    fp6.square(s, 0, x, xo);
    fp6.square(t, 0, x, xo + HALF);
    fp6.mulByV(t, 0, t, 0);
    fp6.sub(s, 0, s, 0, t, 0);
    fp6.invert(s, 0, s, 0);
    fp6.negate(t, 0, s, 0);
    fp6.mul(z, zo, x, xo, s, 0);
    fp6.mul(z, zo + HALF, x, xo + HALF, t, 0);
  }

  @Override
  public boolean isZero(long[] x, int xo) {
    return fp6.isZero(x, xo) && fp6.isZero(x, xo + HALF);
  }

  @Override
  public boolean equal(long[] x, int xo, long[] y, int yo) {
    return fp6.equal(x, xo, y, yo) && fp6.equal(x, xo + HALF, y, yo + HALF);
  }

  @Override
  public void negate(long[] z, int zo, long[] x, int xo) {
    fp6.negate(z, zo, x, xo);
    fp6.negate(z, zo + HALF, x, xo + HALF);
  }

  @Override
  public void one(long[] z, int zo) {
    zero(z, zo);
    fp6.one(z, zo);
  }
}
