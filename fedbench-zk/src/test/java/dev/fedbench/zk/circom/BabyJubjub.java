package dev.fedbench.zk.circom;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.poseidon.Poseidon;
import dev.fedbench.zk.r1cs.Elements;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Signatures as circomlib's EdDSAPoseidonVerifier takes them (ERC-2494, EdDSA as in RFC 8032). */
final class BabyJubjub {

  private static final BigInteger R = PrimeField.SCALAR.prime();
  private static final BigInteger A = BigInteger.valueOf(168_700);
  private static final BigInteger D = BigInteger.valueOf(168_696);
  private static final BigInteger ORDER =
      new BigInteger(
          "2736030358979909402780800718157159386076813972158567259200215660948447373041");
  private static final Point BASE =
      new Point(
          new BigInteger(
              "5299619240641551281634865583518297030282874472190772894086521144482721001553"),
          new BigInteger(
              "16950150798460657717958625567821834550301663161624707787222815936182638968203"));

  private record Point(BigInteger x, BigInteger y) {

    private static final Point ZERO = new Point(BigInteger.ZERO, BigInteger.ONE);

    Point plus(Point other) {
      BigInteger product = D.multiply(x).multiply(y).multiply(other.x).multiply(other.y).mod(R);
      BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
      BigInteger sumY = y.multiply(other.y).subtract(A.multiply(x).multiply(other.x));
      return new Point(
          sumX.multiply(BigInteger.ONE.add(product).modInverse(R)).mod(R),
          sumY.multiply(BigInteger.ONE.subtract(product).modInverse(R)).mod(R));
    }

    Point times(BigInteger scalar) {
      Point sum = ZERO;
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        sum = scalar.testBit(bit) ? sum.plus(this) : sum;
      }
      return sum;
    }
  }

  private BabyJubjub() {}

  /** The inputs of {@code eddsa.circom}. */
  static Map<String, BigInteger> signed(BigInteger secret, BigInteger nonce, BigInteger message) {
    Point key = BASE.times(secret);
    Point r = BASE.times(nonce);
    long[] hash =
        Poseidon.hash(
            Stream.of(r.x, r.y, key.x, key.y, message).map(number -> Elements.of(number)).toList());
    BigInteger h = PrimeField.SCALAR.number(hash, 0);
    BigInteger s = nonce.add(h.shiftLeft(3).multiply(secret)).mod(ORDER);
    return new TreeMap<>(
        Map.of("message", message, "Ax", key.x, "Ay", key.y, "R8x", r.x, "R8y", r.y, "S", s));
  }
}
