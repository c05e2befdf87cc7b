package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** A point of G1. Immutable. */
public final class G1 {

  private static final PrimeField FP = PrimeField.BASE;
  private static final int WIDTH = 2 * FP.width();

  /** Zero. */
  public static final G1 INFINITY = new G1(new long[WIDTH]);

  /** (1, 2). */
  public static final G1 GENERATOR = of(BigInteger.ONE, BigInteger.TWO).orElseThrow();

  private final long[] point;

  private G1(long[] point) {
    this.point = point;
  }

  /** The point with those coordinates; empty if they are not below p, or not on the curve. */
  public static Optional<G1> of(BigInteger x, BigInteger y) {
    if (outside(x) || outside(y)) {
      return Optional.empty();
    }
    long[] point = new long[WIDTH];
    FP.set(point, 0, x);
    FP.set(point, FP.width(), y);
    return Bn254.g1().isOnCurve(point, 0) ? Optional.of(new G1(point)) : Optional.empty();
  }

  static boolean outside(BigInteger coordinate) {
    return coordinate.signum() < 0 || coordinate.compareTo(FP.prime()) >= 0;
  }

  /** A copy of an affine point, which is on the curve or infinity. */
  public static G1 copyOf(long[] affine, int offset) {
    return new G1(Arrays.copyOfRange(affine, offset, offset + WIDTH));
  }

  /** z = this, affine. */
  public void write(long[] z, int zo) {
    System.arraycopy(point, 0, z, zo, WIDTH);
  }

  /** Below p; 0 at infinity. */
  public BigInteger x() {
    return FP.number(point, 0);
  }

  /** Below p; 0 at infinity. */
  public BigInteger y() {
    return FP.number(point, FP.width());
  }

  /** Whether this is zero. */
  public boolean isInfinity() {
    return Bn254.g1().isInfinity(point, 0);
  }

  /** The sum. */
  public G1 plus(G1 other) {
    Curve curve = Bn254.g1();
    long[] sum = new long[curve.jacobianWidth()];
    curve.fromAffine(sum, 0, point, 0);
    curve.addAffine(sum, 0, sum, 0, other.point, 0);
    return affine(curve, sum);
  }

  /** The multiple; of any sign and size. */
  public G1 times(BigInteger scalar) {
    Curve curve = Bn254.g1();
    long[] product = new long[curve.jacobianWidth()];
    curve.multiply(product, 0, point, 0, scalar.mod(Bn254.ORDER));
    return affine(curve, product);
  }

  private static G1 affine(Curve curve, long[] jacobian) {
    long[] affine = new long[WIDTH];
    curve.toAffine(affine, 0, jacobian, 0);
    return new G1(affine);
  }

  /** The opposite. */
  public G1 negated() {
    long[] opposite = new long[WIDTH];
    Bn254.g1().negate(opposite, 0, point, 0);
    return new G1(opposite);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof G1 that && x().equals(that.x()) && y().equals(that.y());
  }

  @Override
  public int hashCode() {
    return x().hashCode();
  }

  @Override
  public String toString() {
    return isInfinity() ? "infinity" : "(" + x() + ", " + y() + ")";
  }
}
