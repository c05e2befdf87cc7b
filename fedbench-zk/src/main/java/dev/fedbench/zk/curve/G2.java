package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp12;
import dev.fedbench.zk.field.Fp2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A point of G2: of the twist's group, and of order r. Immutable. */
public final class G2 {

  private static final PrimeField FP = PrimeField.BASE;
  private static final int W = 2 * FP.width();
  private static final int WIDTH = 2 * W;

  /** Zero. */
  public static final G2 INFINITY = new G2(new long[WIDTH]);

  /** EIP-197's. */
  public static final G2 GENERATOR =
      of(
              new BigInteger(
                  "10857046999023057135944570762232829481370756359578518086990519993285655852781"),
              new BigInteger(
                  "11559732032986387107991004021392285783925812861821192530917403151452391805634"),
              new BigInteger(
                  "8495653923123431417604973247489272438418190587263600148770280649306958101930"),
              new BigInteger(
                  "4082367875863433681332203403145435568316851327593401208105741076214120093531"))
          .orElseThrow();

  private final long[] point;

  /** There if it took them to see that the point is of G2. */
  private final Optional<PreparedG2> prepared;

  private G2(long[] point) {
    this.point = point;
    this.prepared = Optional.empty();
  }

  private G2(long[] point, PreparedG2 prepared) {
    this.point = point;
    this.prepared = Optional.of(prepared);
  }

  /**
   * The point (x0 + x1 u, y0 + y1 u); empty if a coordinate is not below p, or the point not on the
   * twist, or not of order r.
   */
  public static Optional<G2> of(BigInteger x0, BigInteger x1, BigInteger y0, BigInteger y1) {
    return all(List.of(List.of(x0, x1, y0, y1))).get(0);
  }

  /** The points of those coordinates, as {@link #of}, for less than one by one. */
  public static List<Optional<G2>> all(List<List<BigInteger>> coordinates) {
    List<Optional<long[]>> points = coordinates.stream().map(G2::onTwist).toList();
    List<long[]> candidates = points.stream().flatMap(Optional::stream).toList();
    Iterator<Optional<PreparedG2>> prepared = PreparedG2.of(candidates).iterator();
    return points.stream()
        .map(each -> each.flatMap(point -> prepared.next().map(lines -> new G2(point, lines))))
        .toList();
  }

  private static Optional<long[]> onTwist(List<BigInteger> coordinates) {
    if (coordinates.stream().anyMatch(G1::outside)) {
      return Optional.empty();
    }
    long[] point = new long[WIDTH];
    for (int i = 0; i < 4; i++) {
      FP.set(point, i * FP.width(), coordinates.get(i));
    }
    return Bn254.g2().isOnCurve(point, 0) ? Optional.of(point) : Optional.empty();
  }

  /** For pairings; worth keeping. */
  public PreparedG2 prepared() {
    if (isInfinity()) {
      return PreparedG2.INFINITY;
    }
    return prepared.or(() -> PreparedG2.of(point)).orElseThrow();
  }

  /**
   * (x + 1) P + psi(xP) + psi^2(xP) = psi^3(2xP), psi the Frobenius map: true for points of order r
   * and for no others (El Housni, Guillevic and Piellard, Co-factor Clearing and Subgroup
   * Membership Testing on Pairing-Friendly Curves, 2022).
   */
  static boolean hasOrder(Curve curve, long[] point) {
    long[] multiple = new long[curve.jacobianWidth()];
    curve.multiply(multiple, 0, point, 0, Bn254.X);
    long[] once = new long[WIDTH];
    curve.toAffine(once, 0, multiple, 0); // x P
    curve.addAffine(multiple, 0, multiple, 0, point, 0);
    long[] image = new long[WIDTH];
    frobenius(image, 0, once, 0);
    curve.addAffine(multiple, 0, multiple, 0, image, 0);
    frobenius(image, 0, image, 0);
    curve.addAffine(multiple, 0, multiple, 0, image, 0);
    frobenius(image, 0, image, 0);
    curve.negate(image, 0, image, 0);
    curve.addAffine(multiple, 0, multiple, 0, image, 0);
    curve.addAffine(multiple, 0, multiple, 0, image, 0);
    return curve.field().isZero(multiple, 2 * W);
  }

  /** z = psi(p): untwist, raise to p, twist. */
  static void frobenius(long[] z, int zo, long[] p, int po) {
    Fp2 fp2 = new Fp2();
    long[] factor = fp2.array(1);
    fp2.conjugate(z, zo, p, po);
    Fp12.frobeniusFactor(factor, 0, 2);
    fp2.mul(z, zo, z, zo, factor, 0);
    fp2.conjugate(z, zo + W, p, po + W);
    Fp12.frobeniusFactor(factor, 0, 3);
    fp2.mul(z, zo + W, z, zo + W, factor, 0);
  }

  /** A copy of an affine point, which is of G2. */
  public static G2 copyOf(long[] affine, int offset) {
    return new G2(Arrays.copyOfRange(affine, offset, offset + WIDTH));
  }

  /** z = this, affine. */
  public void write(long[] z, int zo) {
    System.arraycopy(point, 0, z, zo, WIDTH);
  }

  /** x0, x1, y0, y1, below p; all 0 at infinity. */
  public List<BigInteger> coordinates() {
    return List.of(
        FP.number(point, 0),
        FP.number(point, FP.width()),
        FP.number(point, 2 * FP.width()),
        FP.number(point, 3 * FP.width()));
  }

  /** Whether this is zero. */
  public boolean isInfinity() {
    return Bn254.g2().isInfinity(point, 0);
  }

  /** The sum. */
  public G2 plus(G2 other) {
    Curve curve = Bn254.g2();
    long[] sum = new long[curve.jacobianWidth()];
    curve.fromAffine(sum, 0, point, 0);
    curve.addAffine(sum, 0, sum, 0, other.point, 0);
    return affine(curve, sum);
  }

  /** The multiple; of any sign and size. */
  public G2 times(BigInteger scalar) {
    Curve curve = Bn254.g2();
    long[] product = new long[curve.jacobianWidth()];
    curve.multiply(product, 0, point, 0, scalar.mod(Bn254.ORDER));
    return affine(curve, product);
  }

  private static G2 affine(Curve curve, long[] jacobian) {
    long[] affine = new long[WIDTH];
    curve.toAffine(affine, 0, jacobian, 0);
    return new G2(affine);
  }

  /** The opposite. */
  public G2 negated() {
    long[] opposite = new long[WIDTH];
    Bn254.g2().negate(opposite, 0, point, 0);
    return new G2(opposite);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof G2 that && coordinates().equals(that.coordinates());
  }

  @Override
  public int hashCode() {
    return coordinates().hashCode();
  }

  @Override
  public String toString() {
    return isInfinity() ? "infinity" : coordinates().toString();
  }
}
