package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Points are told to be of G2 on their way through the Miller loop: by what it ends with. */
class PreparedG2Test {

  private static final BigInteger P = PrimeField.BASE.prime();
  private static final Curve CURVE = Bn254.g2();

  private static long[] times(long[] point, BigInteger scalar) {
    long[] multiple = new long[CURVE.jacobianWidth()];
    CURVE.multiply(multiple, 0, point, 0, scalar);
    long[] affine = new long[CURVE.affineWidth()];
    CURVE.toAffine(affine, 0, multiple, 0);
    return affine;
  }

  private static boolean inside(long[] point) {
    boolean inside = PreparedG2.of(point).isPresent();
    assertThat(inside)
        .as("as by the other criterion, and by the order itself")
        .isEqualTo(G2.hasOrder(CURVE, point))
        .isEqualTo(CURVE.isInfinity(times(point, Bn254.ORDER), 0));
    return inside;
  }

  @Test
  void the_loop_s_relation_holds_for_points_of_order_r_alone() {
    // (6x + 2) + s - s^2 + s^3 modulo psi's polynomial, s^2 - t s + p: b s + a, of this norm.
    BigInteger x = Bn254.X;
    BigInteger t = BigInteger.valueOf(6).multiply(x.pow(2)).add(BigInteger.ONE);
    BigInteger a = BigInteger.valueOf(6).multiply(x).add(BigInteger.TWO).add(P);
    BigInteger b = BigInteger.ONE.subtract(t);
    a = a.subtract(P.multiply(t)); // s^3 = (t^2 - p) s - p t
    b = b.add(t.pow(2)).subtract(P);
    BigInteger norm = a.pow(2).add(a.multiply(b).multiply(t)).add(b.pow(2).multiply(P)).abs();
    assertThat(norm.gcd(Twist.COFACTOR.multiply(Bn254.ORDER))).isEqualTo(Bn254.ORDER);
    assertThat(Twist.COFACTOR.mod(Bn254.ORDER)).isNotZero();
  }

  @Test
  void points_of_order_r_are_inside() {
    Random random = new Random(11);
    long[] point = new long[CURVE.affineWidth()];
    for (int i = 0; i < 10; i++) {
      G2.GENERATOR.times(new BigInteger(253, random)).write(point, 0);
      assertThat(inside(point)).isTrue();
    }
    for (long scalar : new long[] {1, 2, 3, -1}) {
      G2.GENERATOR.times(BigInteger.valueOf(scalar)).write(point, 0);
      assertThat(inside(point)).isTrue();
    }
  }

  @Test
  void points_of_other_orders_are_outside() {
    Random random = new Random(12);
    for (int i = 0; i < 10; i++) {
      assertThat(inside(times(Twist.outside(), new BigInteger(300, random)))).isFalse();
    }
    assertThat(inside(times(Twist.outside(), Bn254.ORDER))).isFalse();
  }

  @Test
  void points_of_small_order_that_come_across_themselves_are_outside() {
    BigInteger small = BigInteger.valueOf(10069);
    BigInteger rest = Twist.COFACTOR.divide(small).multiply(Bn254.ORDER);
    long[] point = times(Twist.outside(), rest);
    assertThat(CURVE.isInfinity(times(point, small), 0)).isTrue();
    for (int i = 1; i < 50; i++) {
      assertThat(inside(times(point, BigInteger.valueOf(i)))).isFalse();
    }
  }

  @Test
  void lines_are_those_of_the_points_on_the_way() {
    // The first line is the tangent at Q: its slope is 3x^2 / 2y, and it goes through Q.
    long[] q = new long[CURVE.affineWidth()];
    G2.GENERATOR.times(BigInteger.valueOf(77)).write(q, 0);
    long[] lines = PreparedG2.of(q).orElseThrow().lines;
    int w = CURVE.field().width();
    long[] left = new long[w];
    long[] right = new long[w];
    CURVE.field().twice(left, 0, q, w);
    CURVE.field().mul(left, 0, left, 0, lines, 0);
    CURVE.field().square(right, 0, q, 0);
    long[] square = right.clone();
    CURVE.field().twice(right, 0, right, 0);
    CURVE.field().add(right, 0, right, 0, square, 0);
    assertThat(CURVE.field().equal(left, 0, right, 0)).isTrue();
    CURVE.field().mul(left, 0, lines, 0, q, 0);
    CURVE.field().sub(left, 0, left, 0, q, w);
    assertThat(CURVE.field().equal(left, 0, lines, w)).isTrue();
  }
}
