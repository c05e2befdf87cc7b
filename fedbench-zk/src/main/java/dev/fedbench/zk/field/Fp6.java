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
  private final long[] x = new long[3 * W];
  private final long[] none = new long[3 * W];

  /** y2, y1, y0, xi y2, xi y1: from each of the first three on, what makes a place of x y. */
  private final Rows rows = new Rows(5);

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

  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    mulAdd(z, zo, x, xo, y, yo, none, 0);
  }

  /** z = x y + plus; all may be loose, sums of two elements, and plus within 32p. */
  void mulAdd(long[] z, int zo, long[] x, int xo, long[] y, int yo, long[] plus, int po) {
    System.arraycopy(x, xo, this.x, 0, 3 * W);
    rows.set(0, y, yo + THIRD);
    rows.set(1, y, yo + SECOND);
    rows.set(2, y, yo);
    rows.setXi(3, y, yo + THIRD);
    rows.setXi(4, y, yo + SECOND);
    rows.dot(z, zo, this.x, 0, 2, 3, plus, po); // x0 y0 + xi (x1 y2 + x2 y1)
    rows.dot(z, zo + SECOND, this.x, 0, 1, 3, plus, po + SECOND);
    rows.dot(z, zo + THIRD, this.x, 0, 0, 3, plus, po + THIRD);
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
