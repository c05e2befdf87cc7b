package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The scalar a + b l, where l is a cube root of 1 modulo r and not 1: points times l take one
 * product, (x, y) to (w x, y) (Gallant, Lambert and Vanstone, Faster Point Multiplication on
 * Elliptic Curves with Efficient Endomorphisms, 2001), so that points times it take 64 doublings
 * where others of 128 bits take 128.
 *
 * <p>Different a and b make different scalars: r divides a^2 - ab + b^2 if a + b l is 0, which for
 * differences of two numbers of 64 bits is below 2^130.
 */
public record SplitScalar(long a, long b) {

  private static final PrimeField FP = PrimeField.BASE;
  private static final int W = FP.width();

  /** l. */
  static final BigInteger ROOT = rootOfOne(Bn254.ORDER);

  /** w, which goes with l. */
  private static final long[] COORDINATE_ROOT = coordinateRoot();

  private static BigInteger rootOfOne(BigInteger prime) {
    BigInteger third = prime.subtract(BigInteger.ONE).divide(BigInteger.valueOf(3));
    BigInteger base = BigInteger.TWO;
    while (base.modPow(third, prime).equals(BigInteger.ONE)) {
      base = base.add(BigInteger.ONE);
    }
    return base.modPow(third, prime);
  }

  private static long[] coordinateRoot() {
    long[] root = FP.array(1);
    FP.set(root, 0, rootOfOne(FP.prime()));
    if (!G1.GENERATOR.times(ROOT).x().equals(FP.number(root, 0))) { // the generator's x is 1
      FP.square(root, 0, root, 0); // the other one
    }
    return root;
  }

  /** Modulo r. */
  public BigInteger value() {
    return BigInteger.valueOf(b).multiply(ROOT).add(BigInteger.valueOf(a)).mod(Bn254.ORDER);
  }

  /** z = l p, affine. */
  public static void timesRoot(long[] z, int zo, long[] p, int po) {
    FP.mul(z, zo, p, po, COORDINATE_ROOT, 0);
    FP.copy(z, zo + W, p, po + W);
  }

  /** The points, each times its scalar; one inversion for all. */
  public static List<G1> multiply(List<G1> points, List<SplitScalar> scalars) {
    if (points.size() != scalars.size()) {
      throw new IllegalArgumentException(
          "%d points and %d scalars".formatted(points.size(), scalars.size()));
    }
    Curve curve = Bn254.g1();
    int count = points.size();
    long[] products = new long[curve.jacobianWidth() * count];
    for (int i = 0; i < count; i++) {
      scalars.get(i).multiply(curve, products, curve.jacobianWidth() * i, points.get(i));
    }
    long[] affine = new long[curve.affineWidth() * count];
    curve.toAffine(affine, 0, products, 0, count);
    List<G1> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(G1.copyOf(affine, curve.affineWidth() * i));
    }
    return results;
  }

  /** z = this point, Jacobian, from 0: both multiples side by side. */
  private void multiply(Curve curve, long[] z, int zo, G1 point) {
    long[] p = new long[2 * W];
    point.write(p, 0);
    long[] image = new long[2 * W];
    timesRoot(image, 0, p, 0);
    byte[] first = digits(a);
    byte[] second = digits(b);
    for (int i = first.length - 1; i >= 0; i--) {
      curve.twice(z, zo, z, zo);
      addDigit(curve, z, zo, p, first[i]);
      addDigit(curve, z, zo, image, second[i]);
    }
  }

  private static void addDigit(Curve curve, long[] z, int zo, long[] p, int digit) {
    if (digit == 0) {
      return;
    }
    long[] term = p;
    if (digit < 0) {
      term = new long[2 * W];
      curve.negate(term, 0, p, 0);
    }
    curve.addAffine(z, zo, z, zo, term, 0);
  }

  /** As {@link NonAdjacent#of(BigInteger)}, for a long of either sign. */
  private static byte[] digits(long number) {
    byte[] digits = new byte[Long.SIZE + 1];
    int sign = number < 0 ? -1 : 1;
    long rest = Math.abs(number); // of the least number itself, as unsigned
    for (int i = 0; rest != 0; i++) {
      if ((rest & 1) != 0) {
        int digit = 2 - (int) (rest & 3);
        digits[i] = (byte) (sign * digit);
        rest -= digit;
      }
      rest >>>= 1;
    }
    return digits;
  }
}
