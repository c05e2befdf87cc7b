package dev.fedbench.zk.field;

import java.math.BigInteger;

/**
 * F_p6[w] / (w^2 - v): a0 + a1 w. Since v = w^2, an element is also the sum of six F_p2
 * coefficients of w^0, w^2, w^4 (a0) and w^1, w^3, w^5 (a1). Not thread-safe.
 */
public final class Fp12 extends Field {

  private static final int W = 10;
  private static final int HALF = 3 * W;

  /** Where a, b and their triples stand while a + b s is squared. */
  private static final int A = 0;

  private static final int B = W;
  private static final int TRIPLE = 2 * W;

  /** Which power of w stands at which of the six places. */
  private static final int[] POWERS = {0, 2, 4, 1, 3, 5};

  /** xi^(k (p - 1) / 6), k from 0 to 5: what w^k is multiplied with when raised to p. */
  private static final long[] FROBENIUS = frobenius();

  private final Fp2 fp2 = new Fp2();
  private final Fp6 fp6 = new Fp6(fp2);
  private final long[] s = new long[HALF];
  private final long[] t = new long[HALF];
  private final long[] u = new long[HALF];
  private final long[] plus = new long[HALF];
  private final long[] c = new long[2 * HALF];
  private final long[] wide = new long[2 * (HALF + 2 * W)];
  private final Rows rows = new Rows(4);

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

  /** Karatsuba: three products, with what is to be added to them before they are reduced. */
  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    looseAdd(s, 0, x, xo, x, xo + HALF);
    looseAdd(t, 0, y, yo, y, yo + HALF);
    fp6.mul(u, 0, x, xo + HALF, y, yo + HALF);
    fp6.mulByV(c, 0, u, 0);
    fp6.mulAdd(c, HALF, x, xo, y, yo, c, 0); // z0 = x0 y0 + v x1 y1
    for (int i = 0; i < HALF; i++) {
      plus[i] = c[i] - c[HALF + i] - u[i]; // -x0 y0 - x1 y1
    }
    fp6.mulAdd(z, zo + HALF, s, 0, t, 0, plus, 0);
    fp6.copy(z, zo, c, HALF);
  }

  /** z = x + y, limb by limb: good for a factor, or for what is added to a sum of products. */
  private static void looseAdd(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < HALF; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  /**
   * z = x (1 + (b0 + b1 v) w): a line's value, b0 and b1 of F_p2.
   *
   * @param line b0 and b1, ten longs each
   */
  public void mulByLine(long[] z, int zo, long[] x, int xo, long[] line, int at) {
    rows.set(0, line, at + W);
    rows.set(1, line, at);
    rows.setXi(2, line, at + W);
    rows.setXi(3, line, at);
    // Of both halves the first and the last part once more, side by side.
    for (int half = 0; half < 2; half++) {
      int to = half * (HALF + 2 * W);
      System.arraycopy(x, xo + half * HALF, wide, to, HALF);
      System.arraycopy(x, xo + half * HALF, wide, to + HALF, W);
      System.arraycopy(x, xo + half * HALF + 2 * W, wide, to + HALF + W, W);
    }
    int first = 0;
    int second = HALF + 2 * W;
    rows.dot(z, zo, wide, second + W, 2, 2, wide, first);
    rows.dot(z, zo + W, wide, second + HALF, 1, 2, wide, first + W);
    rows.dot(z, zo + 2 * W, wide, second, 0, 2, wide, first + 2 * W);
    rows.dot(z, zo + HALF, wide, first + HALF, 1, 2, wide, second);
    rows.dot(z, zo + HALF + W, wide, first, 0, 2, wide, second + W);
    rows.dot(z, zo + HALF + 2 * W, wide, first + W, 0, 2, wide, second + 2 * W);
  }

  /** (x0 + x1)(x0 + v x1) - (1 + v) x0 x1, and twice x0 x1: two products. */
  @Override
  public void square(long[] z, int zo, long[] x, int xo) {
    fp6.mul(u, 0, x, xo, x, xo + HALF);
    fp6.mulByV(t, 0, x, xo + HALF);
    looseAdd(t, 0, t, 0, x, xo);
    looseAdd(s, 0, x, xo, x, xo + HALF);
    fp6.mulByV(c, 0, u, 0);
    for (int i = 0; i < HALF; i++) {
      plus[i] = -c[i] - u[i];
    }
    fp6.mulAdd(z, zo, s, 0, t, 0, plus, 0);
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
    System.arraycopy(x, xo, c, 0, 2 * HALF);
    // The three pairs of powers of w: (0, 3), (1, 4), (2, 5).
    fp4Square(0, 4 * W);
    evenPlace(z, zo, 0);
    oddPlace(z, zo, 4 * W, B, 0);
    fp4Square(3 * W, 2 * W);
    evenPlace(z, zo, W);
    oddPlace(z, zo, 5 * W, B, 0);
    fp4Square(W, 5 * W);
    evenPlace(z, zo, 2 * W);
    oddPlace(z, zo, 3 * W, A, 1); // times xi
  }

  /** Lays out what (a + b s)^2 with s^2 = xi takes, three times: a^2 + xi b^2, and 2ab. */
  private void fp4Square(int a, int b) {
    for (int i = 0; i < W; i++) {
      wide[A + i] = c[a + i];
      wide[B + i] = c[b + i];
      wide[TRIPLE + i] = 3 * c[a + i];
      wide[TRIPLE + W + i] = 3 * c[b + i];
    }
    rows.set(0, wide, TRIPLE);
    rows.setXi(1, wide, TRIPLE + W);
  }

  /** 3 (a^2 + xi b^2) - 2x. */
  private void evenPlace(long[] z, int zo, int place) {
    for (int i = 0; i < W; i++) {
      plus[i] = -2 * c[place + i];
    }
    rows.dot(z, zo + place, wide, A, 0, 2, plus, 0);
  }

  /** 3 (2ab) + 2x, or 3 xi (2ab) + 2x, by which of a and b is taken twice. */
  private void oddPlace(long[] z, int zo, int place, int twice, int row) {
    for (int i = 0; i < W; i++) {
      plus[i] = 2 * c[place + i];
      wide[TRIPLE + i] = 2 * wide[twice + i];
    }
    rows.dot(z, zo + place, wide, TRIPLE, row, 1, plus, 0);
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
