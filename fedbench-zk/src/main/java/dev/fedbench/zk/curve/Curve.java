package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Field;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The group of y^2 = x^3 + b over any field. Formulas: Bernstein and Lange's Explicit-Formulas
 * Database, Jacobian coordinates for a = 0. Keeps scratch space: not thread-safe.
 */
public final class Curve {

  private static final int SCRATCH = 8;

  private final Field field;
  private final int w;
  private final long[] b;
  private final long[] scratch;

  Curve(Field field, long[] b) {
    this.field = field;
    this.w = field.width();
    this.b = b;
    this.scratch = field.array(SCRATCH);
  }

  /** Of the coordinates. */
  public Field field() {
    return field;
  }

  /** Longs of an affine point. */
  public int affineWidth() {
    return 2 * w;
  }

  /** Longs of a Jacobian point. */
  public int jacobianWidth() {
    return 3 * w;
  }

  /** Whether an affine point is the one at infinity. */
  public boolean isInfinity(long[] p, int po) {
    return field.isZero(p, po) && field.isZero(p, po + w);
  }

  /** Whether an affine point fulfils the curve's equation; the one at infinity does not. */
  public boolean isOnCurve(long[] p, int po) {
    field.square(scratch, 0, p, po);
    field.mul(scratch, 0, scratch, 0, p, po);
    field.add(scratch, 0, scratch, 0, b, 0);
    field.square(scratch, w, p, po + w);
    return field.equal(scratch, 0, scratch, w);
  }

  /** z = infinity, Jacobian. */
  public void infinity(long[] z, int zo) {
    Arrays.fill(z, zo, zo + 3 * w, 0);
  }

  /** z = the affine point p, as a Jacobian one. */
  public void fromAffine(long[] z, int zo, long[] p, int po) {
    if (isInfinity(p, po)) {
      infinity(z, zo);
    } else {
      System.arraycopy(p, po, z, zo, 2 * w);
      field.one(z, zo + 2 * w);
    }
  }

  /** z = 2p, Jacobian (dbl-2009-l). */
  public void twice(long[] z, int zo, long[] p, int po) {
    int x = po;
    int y = po + w;
    field.square(scratch, 0, p, x); // A
    field.square(scratch, w, p, y); // B
    field.square(scratch, 2 * w, scratch, w); // C
    field.add(scratch, 3 * w, p, x, scratch, w);
    field.square(scratch, 3 * w, scratch, 3 * w);
    field.sub(scratch, 3 * w, scratch, 3 * w, scratch, 0);
    field.sub(scratch, 3 * w, scratch, 3 * w, scratch, 2 * w);
    field.twice(scratch, 3 * w, scratch, 3 * w); // D
    field.twice(scratch, 4 * w, scratch, 0);
    field.add(scratch, 4 * w, scratch, 4 * w, scratch, 0); // E = 3A
    field.mul(z, zo + 2 * w, p, y, p, po + 2 * w);
    field.twice(z, zo + 2 * w, z, zo + 2 * w);
    field.square(z, zo, scratch, 4 * w);
    field.sub(z, zo, z, zo, scratch, 3 * w);
    field.sub(z, zo, z, zo, scratch, 3 * w);
    field.factorSub(scratch, 3 * w, scratch, 3 * w, z, zo);
    field.mul(scratch, 3 * w, scratch, 3 * w, scratch, 4 * w);
    for (int i = 0; i < 3; i++) {
      field.twice(scratch, 2 * w, scratch, 2 * w);
    }
    field.sub(z, zo + w, scratch, 3 * w, scratch, 2 * w);
  }

  /** z = p + q, p Jacobian and q affine (madd-2007-bl), for all points. */
  public void addAffine(long[] z, int zo, long[] p, int po, long[] q, int qo) {
    if (isInfinity(q, qo)) {
      System.arraycopy(p, po, z, zo, 3 * w);
      return;
    }
    int pz = po + 2 * w;
    if (field.isZero(p, pz)) {
      fromAffine(z, zo, q, qo);
      return;
    }
    field.square(scratch, 0, p, pz); // Z1Z1
    field.mul(scratch, w, q, qo, scratch, 0);
    field.sub(scratch, w, scratch, w, p, po); // H
    field.mul(scratch, 2 * w, p, pz, scratch, 0);
    field.mul(scratch, 2 * w, scratch, 2 * w, q, qo + w);
    field.sub(scratch, 2 * w, scratch, 2 * w, p, po + w); // S2 - Y1
    if (field.isZero(scratch, w)) {
      meet(z, zo, p, po, field.isZero(scratch, 2 * w));
      return;
    }
    field.twice(scratch, 2 * w, scratch, 2 * w); // r
    field.square(scratch, 3 * w, scratch, w); // HH
    field.add(scratch, 7 * w, p, pz, scratch, w);
    field.square(scratch, 7 * w, scratch, 7 * w);
    field.sub(scratch, 7 * w, scratch, 7 * w, scratch, 0);
    field.sub(scratch, 7 * w, scratch, 7 * w, scratch, 3 * w); // Z3
    finish(z, zo, p, po, p, po + w);
  }

  /** z = p + q, both Jacobian (add-2007-bl), for all points. */
  public void add(long[] z, int zo, long[] p, int po, long[] q, int qo) {
    int pz = po + 2 * w;
    int qz = qo + 2 * w;
    if (field.isZero(q, qz)) {
      System.arraycopy(p, po, z, zo, 3 * w);
      return;
    }
    if (field.isZero(p, pz)) {
      System.arraycopy(q, qo, z, zo, 3 * w);
      return;
    }
    field.square(scratch, 0, p, pz); // Z1Z1
    field.square(scratch, 4 * w, q, qz); // Z2Z2
    field.mul(scratch, 5 * w, p, po, scratch, 4 * w); // U1
    field.mul(scratch, w, q, qo, scratch, 0); // U2
    field.sub(scratch, w, scratch, w, scratch, 5 * w); // H
    field.mul(scratch, 6 * w, p, po + w, q, qz);
    field.mul(scratch, 6 * w, scratch, 6 * w, scratch, 4 * w); // S1
    field.mul(scratch, 2 * w, q, qo + w, p, pz);
    field.mul(scratch, 2 * w, scratch, 2 * w, scratch, 0);
    field.sub(scratch, 2 * w, scratch, 2 * w, scratch, 6 * w); // S2 - S1
    if (field.isZero(scratch, w)) {
      meet(z, zo, p, po, field.isZero(scratch, 2 * w));
      return;
    }
    field.twice(scratch, 2 * w, scratch, 2 * w); // r
    field.square(scratch, 3 * w, scratch, w); // HH
    field.mul(scratch, 7 * w, p, pz, q, qz);
    field.twice(scratch, 7 * w, scratch, 7 * w);
    field.mul(scratch, 7 * w, scratch, 7 * w, scratch, w); // Z3
    finish(z, zo, scratch, 5 * w, scratch, 6 * w);
  }

  /** The same x: the same point, or its opposite. */
  private void meet(long[] z, int zo, long[] p, int po, boolean same) {
    if (same) {
      twice(z, zo, p, po);
    } else {
      infinity(z, zo);
    }
  }

  /** From H, r, HH and Z3 in scratch and U1, S1: I = 4HH, J = H I, V = U1 I. */
  private void finish(long[] z, int zo, long[] u, int uo, long[] s, int so) {
    field.twice(scratch, 3 * w, scratch, 3 * w);
    field.twice(scratch, 3 * w, scratch, 3 * w); // I
    field.mul(scratch, w, scratch, w, scratch, 3 * w); // J
    field.mul(scratch, 3 * w, u, uo, scratch, 3 * w); // V
    field.mul(scratch, 4 * w, s, so, scratch, w);
    field.twice(scratch, 4 * w, scratch, 4 * w); // 2 S1 J
    field.square(z, zo, scratch, 2 * w);
    field.sub(z, zo, z, zo, scratch, w);
    field.sub(z, zo, z, zo, scratch, 3 * w);
    field.sub(z, zo, z, zo, scratch, 3 * w);
    field.factorSub(scratch, 3 * w, scratch, 3 * w, z, zo);
    field.mul(scratch, 3 * w, scratch, 3 * w, scratch, 2 * w);
    field.sub(z, zo + w, scratch, 3 * w, scratch, 4 * w);
    field.copy(z, zo + 2 * w, scratch, 7 * w);
  }

  /** z = -p, affine or Jacobian; only x and y are written. */
  public void negate(long[] z, int zo, long[] p, int po) {
    field.copy(z, zo, p, po);
    field.negate(z, zo + w, p, po + w);
  }

  /** z = scalar p, p affine, z Jacobian: double and add. */
  public void multiply(long[] z, int zo, long[] p, int po, BigInteger scalar) {
    long[] sum = new long[3 * w];
    long[] point = Arrays.copyOfRange(p, po, po + 2 * w);
    if (scalar.signum() < 0) {
      field.negate(point, w, point, w);
    }
    BigInteger times = scalar.abs();
    for (int bit = times.bitLength() - 1; bit >= 0; bit--) {
      twice(sum, 0, sum, 0);
      if (times.testBit(bit)) {
        addAffine(sum, 0, sum, 0, point, 0);
      }
    }
    System.arraycopy(sum, 0, z, zo, 3 * w);
  }

  /** z = p, affine. */
  public void toAffine(long[] z, int zo, long[] p, int po) {
    toAffine(z, zo, p, po, 1);
  }

  /** Makes many points affine with one inversion. The two arrays must not overlap. */
  public void toAffine(long[] z, int zo, long[] p, int po, int count) {
    long[] inverse = field.array(count);
    for (int i = 0; i < count; i++) {
      field.copy(inverse, i * w, p, po + i * 3 * w + 2 * w);
    }
    field.invertAll(inverse, 0, count, field.array(count));
    for (int i = 0; i < count; i++) {
      int from = po + i * 3 * w;
      int to = zo + i * 2 * w;
      field.square(scratch, 0, inverse, i * w);
      field.mul(z, to, p, from, scratch, 0);
      field.mul(scratch, 0, scratch, 0, inverse, i * w);
      field.mul(z, to + w, p, from + w, scratch, 0);
    }
  }
}
