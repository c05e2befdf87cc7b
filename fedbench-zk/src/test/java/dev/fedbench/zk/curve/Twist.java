package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.List;

/** Points of the twist, nearly all of which are outside of G2. */
public final class Twist {

  private static final BigInteger P = PrimeField.BASE.prime();

  /** How many points the twist has for each of G2's. */
  static final BigInteger COFACTOR = P.shiftLeft(1).subtract(Bn254.ORDER);

  private Twist() {}

  /** A point that is not of G2, affine. */
  public static long[] outside() {
    for (int x = 1; ; x++) {
      BigInteger[] y = withX(BigInteger.valueOf(x));
      if (y.length > 0) {
        long[] point = new long[Bn254.g2().affineWidth()];
        Fp2 fp2 = new Fp2();
        fp2.set(point, 0, BigInteger.valueOf(x), BigInteger.ZERO);
        fp2.set(point, fp2.width(), y[0], y[1]);
        return point;
      }
    }
  }

  /** The same as in a proof's bytes: imaginary parts first, big-endian. */
  public static byte[] encoded() {
    long[] point = outside();
    byte[] bytes = new byte[128];
    int[] order = {1, 0, 3, 2};
    for (int i = 0; i < 4; i++) {
      byte[] number =
          PrimeField.BASE.number(point, order[i] * PrimeField.BASE.width()).toByteArray();
      int skip = Math.max(0, number.length - 32);
      int length = number.length - skip;
      System.arraycopy(number, skip, bytes, 32 * (i + 1) - length, length);
    }
    return bytes;
  }

  /** y0, y1 of a point with that x, if there is one. */
  static BigInteger[] withX(BigInteger x) {
    // b = 3 / (9 + u) = 3 (9 - u) / 82
    BigInteger third = BigInteger.valueOf(82).modInverse(P);
    BigInteger c0 = x.pow(3).add(BigInteger.valueOf(27).multiply(third)).mod(P);
    BigInteger c1 = BigInteger.valueOf(-3).multiply(third).mod(P);
    // A root of c in F_p2 by the norm: y0^2 = (c0 + sqrt(c0^2 + c1^2)) / 2.
    BigInteger norm = root(c0.multiply(c0).add(c1.multiply(c1)).mod(P));
    if (norm.signum() < 0) {
      return new BigInteger[0];
    }
    BigInteger half = BigInteger.TWO.modInverse(P);
    for (BigInteger n : List.of(norm, P.subtract(norm))) {
      BigInteger y0 = root(c0.add(n).multiply(half).mod(P));
      if (y0.signum() > 0) {
        BigInteger y1 = c1.multiply(half).multiply(y0.modInverse(P)).mod(P);
        return new BigInteger[] {y0, y1};
      }
    }
    return new BigInteger[0];
  }

  private static BigInteger root(BigInteger square) {
    BigInteger root = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
    return root.multiply(root).mod(P).equals(square) ? root : BigInteger.ONE.negate();
  }
}
