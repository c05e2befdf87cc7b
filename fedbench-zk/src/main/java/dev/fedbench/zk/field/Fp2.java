package dev.fedbench.zk.field;

import static dev.fedbench.zk.field.Modulus.LIMBS;

import java.math.BigInteger;

/** F_p[u] / (u^2 + 1): a0 + a1 u as a0, a1. Not thread-safe. */
public final class Fp2 extends Field {

  private static final PrimeField FP = PrimeField.BASE;

  private static final long[] ZERO = new long[LIMBS];

  private final long[] minus = new long[LIMBS];
  private final long[] first = new long[LIMBS];
  private final long[] second = new long[LIMBS];

  /** With scratch space of its own. */
  public Fp2() {
    super(2 * LIMBS);
  }

  @Override
  public void add(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    FP.add(z, zo, x, xo, y, yo);
    FP.add(z, zo + LIMBS, x, xo + LIMBS, y, yo + LIMBS);
  }

  @Override
  public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    FP.sub(z, zo, x, xo, y, yo);
    FP.sub(z, zo + LIMBS, x, xo + LIMBS, y, yo + LIMBS);
  }

  @Override
  public void factorSub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    FP.factorSub(z, zo, x, xo, y, yo);
    FP.factorSub(z, zo + LIMBS, x, xo + LIMBS, y, yo + LIMBS);
  }

  /** (x0 y0 - x1 y1) + (x0 y1 + x1 y0) u: two double products with a reduction each. */
  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    FP.factorSub(minus, 0, ZERO, 0, x, xo + LIMBS);
    FP.mulAdd(first, 0, x, xo, y, yo, minus, 0, y, yo + LIMBS);
    FP.mulAdd(z, zo + LIMBS, x, xo, y, yo + LIMBS, x, xo + LIMBS, y, yo);
    FP.copy(z, zo, first, 0);
  }

  /** (x0 + x1)(x0 - x1) + 2 x0 x1 u. */
  @Override
  public void square(long[] z, int zo, long[] x, int xo) {
    FP.factorAdd(first, 0, x, xo, x, xo + LIMBS);
    FP.factorSub(second, 0, x, xo, x, xo + LIMBS);
    FP.factorAdd(minus, 0, x, xo, x, xo);
    FP.mul(z, zo + LIMBS, minus, 0, x, xo + LIMBS);
    FP.mul(z, zo, first, 0, second, 0);
  }

  /** z = x y for y of the prime field. */
  public void mulByBase(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    FP.mul(z, zo, x, xo, y, yo);
    FP.mul(z, zo + LIMBS, x, xo + LIMBS, y, yo);
  }

  /** z = (9 + u) x. */
  void mulByXi(long[] z, int zo, long[] x, int xo) {
    Rows.timesXi(z, zo, x, xo);
  }

  /** z = x0 - x1 u, which is also x^p. */
  public void conjugate(long[] z, int zo, long[] x, int xo) {
    FP.copy(z, zo, x, xo);
    FP.negate(z, zo + LIMBS, x, xo + LIMBS);
  }

  /** (x0 - x1 u) / (x0^2 + x1^2). */
  @Override
  public void invert(long[] z, int zo, long[] x, int xo) {
    FP.mulAdd(first, 0, x, xo, x, xo, x, xo + LIMBS, x, xo + LIMBS);
    FP.invert(first, 0, first, 0);
    conjugate(z, zo, x, xo);
    mulByBase(z, zo, z, zo, first, 0);
  }

  @Override
  public boolean isZero(long[] x, int xo) {
    return FP.isZero(x, xo) && FP.isZero(x, xo + LIMBS);
  }

  @Override
  public boolean equal(long[] x, int xo, long[] y, int yo) {
    return FP.equal(x, xo, y, yo) && FP.equal(x, xo + LIMBS, y, yo + LIMBS);
  }

  @Override
  public void negate(long[] z, int zo, long[] x, int xo) {
    FP.negate(z, zo, x, xo);
    FP.negate(z, zo + LIMBS, x, xo + LIMBS);
  }

  @Override
  public void one(long[] z, int zo) {
    FP.one(z, zo);
    FP.zero(z, zo + LIMBS);
  }

  /** z = real + imaginary u. */
  public void set(long[] z, int zo, BigInteger real, BigInteger imaginary) {
    FP.set(z, zo, real);
    FP.set(z, zo + LIMBS, imaginary);
  }
}
