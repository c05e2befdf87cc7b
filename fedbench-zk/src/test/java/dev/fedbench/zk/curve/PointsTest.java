package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.field.Field;
import dev.fedbench.zk.field.Fp2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

class PointsTest {

  private static final BigInteger P = PrimeField.BASE.prime();

  private final Random random = new Random(3);

  private BigInteger scalar() {
    return new BigInteger(256, random);
  }

  @Test
  void multiples_are_bouncy_castle_s() {
    ECCurve curve =
        new ECCurve.Fp(P, BigInteger.ZERO, BigInteger.valueOf(3), Bn254.ORDER, BigInteger.ONE);
    ECPoint generator = curve.createPoint(BigInteger.ONE, BigInteger.TWO);
    for (int i = 0; i < 20; i++) {
      BigInteger k = scalar();
      ECPoint expected = generator.multiply(k).normalize();
      G1 found = G1.GENERATOR.times(k);
      assertThat(found.x()).isEqualTo(expected.getAffineXCoord().toBigInteger());
      assertThat(found.y()).isEqualTo(expected.getAffineYCoord().toBigInteger());
    }
  }

  @Test
  void both_groups_are_groups_of_order_r() {
    BigInteger a = scalar();
    BigInteger b = scalar();
    G1 p = G1.GENERATOR.times(a);
    assertThat(p.plus(G1.GENERATOR.times(b))).isEqualTo(G1.GENERATOR.times(a.add(b)));
    assertThat(p.plus(p)).isEqualTo(p.times(BigInteger.TWO));
    assertThat(p.plus(p.negated())).isEqualTo(G1.INFINITY);
    assertThat(p.plus(G1.INFINITY)).isEqualTo(p);
    assertThat(G1.INFINITY.plus(p)).isEqualTo(p);
    assertThat(p.times(Bn254.ORDER)).isEqualTo(G1.INFINITY);
    assertThat(p.times(BigInteger.ONE.negate())).isEqualTo(p.negated());
    G2 q = G2.GENERATOR.times(a);
    assertThat(q.plus(G2.GENERATOR.times(b))).isEqualTo(G2.GENERATOR.times(a.add(b)));
    assertThat(q.plus(q)).isEqualTo(q.times(BigInteger.TWO));
    assertThat(q.plus(q.negated())).isEqualTo(G2.INFINITY);
    assertThat(q.times(Bn254.ORDER)).isEqualTo(G2.INFINITY);
  }

  @Test
  void jacobian_sums_are_affine_sums_doubles_opposites_and_infinity_too() {
    for (Curve curve : List.of(Bn254.g1(), Bn254.g2())) {
      int j = curve.jacobianWidth();
      long[] generator = generator(curve);
      long[] table = new long[j * 6];
      long[] affine = new long[curve.affineWidth() * 6];
      for (int i = 0; i < 6; i++) {
        curve.multiply(table, j * i, generator, 0, BigInteger.valueOf(i - 2));
      }
      curve.toAffine(affine, 0, table, 0, 6);
      long[] sum = new long[j];
      long[] expected = new long[j];
      for (int a = 0; a < 6; a++) {
        for (int b = 0; b < 6; b++) {
          curve.multiply(expected, 0, generator, 0, BigInteger.valueOf(a + b - 4));
          curve.add(sum, 0, table, j * a, table, j * b);
          assertSame(curve, sum, expected);
          curve.addAffine(sum, 0, table, j * a, affine, curve.affineWidth() * b);
          assertSame(curve, sum, expected);
        }
      }
    }
  }

  private static long[] generator(Curve curve) {
    long[] generator = new long[curve.affineWidth()];
    if (curve.affineWidth() == 10) {
      G1.GENERATOR.write(generator, 0);
    } else {
      G2.GENERATOR.write(generator, 0);
    }
    return generator;
  }

  private static void assertSame(Curve curve, long[] p, long[] q) {
    long[] both = new long[2 * curve.affineWidth()];
    curve.toAffine(both, 0, p, 0);
    curve.toAffine(both, curve.affineWidth(), q, 0);
    Field field = curve.field();
    for (int i = 0; i < curve.affineWidth(); i += field.width()) {
      assertThat(field.equal(both, i, both, curve.affineWidth() + i)).isTrue();
    }
  }

  @Test
  void points_off_the_curve_and_coordinates_beyond_p_are_none() {
    assertThat(G1.of(BigInteger.ONE, BigInteger.ONE)).isEmpty();
    assertThat(G1.of(BigInteger.ONE.add(P), BigInteger.TWO)).isEmpty();
    assertThat(G1.of(BigInteger.ONE, BigInteger.TWO.subtract(P))).isEmpty();
    assertThat(G1.of(BigInteger.ZERO, BigInteger.ZERO)).isEmpty();
    List<BigInteger> g = G2.GENERATOR.coordinates();
    assertThat(G2.of(g.get(0), g.get(1), g.get(3), g.get(2))).isEmpty();
    assertThat(G2.of(g.get(0).add(P), g.get(1), g.get(2), g.get(3))).isEmpty();
    assertThat(G2.of(g.get(0), g.get(1), g.get(2), g.get(3))).contains(G2.GENERATOR);
  }

  @Test
  void points_of_the_twist_outside_of_g2_are_none() {
    // x = 0, 1, 2... until x^3 + b is a square: nearly all of the twist's points are outside.
    Curve curve = Bn254.g2();
    int found = 0;
    for (int x = 1; found < 5; x++) {
      BigInteger[] y = Twist.withX(BigInteger.valueOf(x));
      if (y.length > 0) {
        found++;
        long[] point = new long[curve.affineWidth()];
        Fp2 fp2 = new Fp2();
        fp2.set(point, 0, BigInteger.valueOf(x), BigInteger.ZERO);
        fp2.set(point, 10, y[0], y[1]);
        assertThat(curve.isOnCurve(point, 0)).isTrue();
        long[] multiple = new long[curve.jacobianWidth()];
        curve.multiply(multiple, 0, point, 0, Bn254.ORDER);
        assertThat(fp2.isZero(multiple, 20)).as("order r").isFalse();
        assertThat(G2.of(BigInteger.valueOf(x), BigInteger.ZERO, y[0], y[1])).isEmpty();
      }
    }
  }

  @Test
  void a_non_adjacent_form_is_its_number_and_has_no_neighbours() {
    for (int i = 0; i < 100; i++) {
      BigInteger number = new BigInteger(1 + random.nextInt(200), random).add(BigInteger.ONE);
      int[] digits = NonAdjacent.of(number);
      BigInteger sum = BigInteger.ZERO;
      for (int at = 0; at < digits.length; at++) {
        sum = sum.add(BigInteger.valueOf(digits[at]).shiftLeft(at));
        assertThat(at > 0 && digits[at] != 0 && digits[at - 1] != 0).isFalse();
      }
      assertThat(sum).isEqualTo(number);
      assertThat(Arrays.stream(digits).boxed()).isSubsetOf(-1, 0, 1);
    }
  }
}
