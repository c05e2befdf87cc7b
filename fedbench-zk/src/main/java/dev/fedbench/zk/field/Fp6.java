package dev.fedbench.zk.field;

/** F_p2[v] / (v^3 - (9 + u)): a0 + a1 v + a2 v^2. Not thread-safe. */
final class Fp6 extends Field {

  private static final int W = 10;
  private static final int FIRST = 0;
  private static final int SECOND = W;
  private static final int THIRD = 2 * W;

  private final Fp2 fp2;
  private final long[] v = new long[3 * W];
  private final long[] s = new long[W];
  private final long[] t = new long[W];
  private final long[] r = new long[2 * W];

  Fp6(Fp2 fp2) {
    super(3 * W);
    this.fp2 = fp2;
  }

  @Override
  public void add(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < width(); i += W) {
      fp2.add(z, zo + i, x, xo + i, y, yo + i);
    }
  }

  @Override
  public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < width(); i += W) {
      fp2.sub(z, zo + i, x, xo + i, y, yo + i);
    }
  }

  /**
   * Six products (Karatsuba; Devegili et al., Multiplication and Squaring on Pairing-Friendly
   * Fields, 2006, section 4): v_i = x_i y_i, and (x_i + x_j)(y_i + y_j) - v_i - v_j for the rest.
   */
  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < width(); i += W) {
      fp2.mul(v, i, x, xo + i, y, yo + i);
    }
    cross(r, FIRST, x, xo, y, yo, SECOND, THIRD);
    fp2.mulByXi(r, FIRST, r, FIRST);
    fp2.add(r, FIRST, r, FIRST, v, FIRST); // v0 + xi (x1 y2 + x2 y1)
    cross(r, SECOND, x, xo, y, yo, FIRST, SECOND);
    fp2.mulByXi(s, 0, v, THIRD);
    fp2.add(r, SECOND, r, SECOND, s, 0); // x0 y1 + x1 y0 + xi v2
    cross(z, zo + THIRD, x, xo, y, yo, FIRST, THIRD);
    fp2.add(z, zo + THIRD, z, zo + THIRD, v, SECOND); // x0 y2 + x2 y0 + v1
    System.arraycopy(r, 0, z, zo, 2 * W);
  }

  /** z = x_i y_j + x_j y_i. */
  private void cross(long[] z, int zo, long[] x, int xo, long[] y, int yo, int i, int j) {
    fp2.add(s, 0, x, xo + i, x, xo + j);
    fp2.add(t, 0, y, yo + i, y, yo + j);
    fp2.mul(s, 0, s, 0, t, 0);
    fp2.sub(s, 0, s, 0, v, i);
    fp2.sub(z, zo, s, 0, v, j);
  }

  /** z = x (b0 + b1 v), b at y: five products. */
  void mulBy01(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    fp2.mul(v, FIRST, x, xo, y, yo);
    fp2.mul(v, SECOND, x, xo + SECOND, y, yo + SECOND);
    fp2.mul(v, THIRD, x, xo + THIRD, y, yo + SECOND);
    fp2.mulByXi(r, FIRST, v, THIRD);
    fp2.add(r, FIRST, r, FIRST, v, FIRST); // v0 + xi x2 b1
    cross(r, SECOND, x, xo, y, yo, FIRST, SECOND); // x0 b1 + x1 b0
    fp2.mul(s, 0, x, xo + THIRD, y, yo);
    fp2.add(z, zo + THIRD, s, 0, v, SECOND); // x2 b0 + v1
    System.arraycopy(r, 0, z, zo, 2 * W);
  }

  /** z = x b, b of F_p at y. */
  void mulByBase(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    for (int i = 0; i < width(); i += W) {
      fp2.mulByBase(z, zo + i, x, xo + i, y, yo);
    }
  }

  @Override
  public void square(long[] z, int zo, long[] x, int xo) {
    mul(z, zo, x, xo, x, xo);
  }

  /** z = v x. */
  void mulByV(long[] z, int zo, long[] x, int xo) {
    fp2.mulByXi(s, 0, x, xo + THIRD);
    System.arraycopy(x, xo, z, zo + SECOND, 2 * W);
    fp2.copy(z, zo, s, 0);
  }

  /** By the norm to F_p2 (Beuchat et al., High-Speed Software Implementation..., 2010). */
  @Override
  public void invert(long[] z, int zo, long[] x, int xo) {
    fp2.square(v, FIRST, x, xo);
    fp2.mul(s, 0, x, xo + SECOND, x, xo + THIRD);
    fp2.mulByXi(s, 0, s, 0);
    fp2.sub(v, FIRST, v, FIRST, s, 0); // x0^2 - xi x1 x2
    fp2.square(s, 0, x, xo + THIRD);
    fp2.mulByXi(s, 0, s, 0);
    fp2.mul(t, 0, x, xo, x, xo + SECOND);
    fp2.sub(v, SECOND, s, 0, t, 0); // xi x2^2 - x0 x1
    fp2.square(v, THIRD, x, xo + SECOND);
    fp2.mul(t, 0, x, xo, x, xo + THIRD);
    fp2.sub(v, THIRD, v, THIRD, t, 0); // x1^2 - x0 x2
    fp2.mul(s, 0, x, xo + THIRD, v, SECOND);
    fp2.mul(t, 0, x, xo + SECOND, v, THIRD);
    fp2.add(s, 0, s, 0, t, 0);
    fp2.mulByXi(s, 0, s, 0);
    fp2.mul(t, 0, x, xo, v, FIRST);
    fp2.add(s, 0, s, 0, t, 0);
    fp2.invert(s, 0, s, 0);
    for (int i = 0; i < width(); i += W) {
      fp2.mul(z, zo + i, v, i, s, 0);
    }
  }

  @Override
  public boolean isZero(long[] x, int xo) {
    return fp2.isZero(x, xo) && fp2.isZero(x, xo + SECOND) && fp2.isZero(x, xo + THIRD);
  }

  @Override
  public boolean equal(long[] x, int xo, long[] y, int yo) {
    return fp2.equal(x, xo, y, yo)
        && fp2.equal(x, xo + SECOND, y, yo + SECOND)
        && fp2.equal(x, xo + THIRD, y, yo + THIRD);
  }

  @Override
  public void negate(long[] z, int zo, long[] x, int xo) {
    for (int i = 0; i < width(); i += W) {
      fp2.negate(z, zo + i, x, xo + i);
    }
  }

  @Override
  public void one(long[] z, int zo) {
    zero(z, zo);
    fp2.one(z, zo);
  }
}
