package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubgroupTest {

  /** The least prime factor of the cofactor. */
  private static final BigInteger LEAST_FACTOR = BigInteger.valueOf(10069);

  private static final Curve CURVE = Bn254.g2();
  private static final int WIDTH = CURVE.affineWidth();
  private static final SecureRandom RANDOM = new SecureRandom();

  /** 0, G, 2G, ... */
  private static long[] points(int count) {
    long[] jacobian = new long[CURVE.jacobianWidth() * count];
    long[] generator = new long[WIDTH];
    G2.GENERATOR.write(generator, 0);
    for (int at = CURVE.jacobianWidth(); at < jacobian.length; at += CURVE.jacobianWidth()) {
      CURVE.addAffine(jacobian, at, jacobian, at - CURVE.jacobianWidth(), generator, 0);
    }
    long[] points = new long[WIDTH * count];
    CURVE.toAffine(points, 0, jacobian, 0, count);
    return points;
  }

  private static void add(long[] points, int index, long[] what) {
    long[] sum = new long[CURVE.jacobianWidth()];
    CURVE.fromAffine(sum, 0, points, WIDTH * index);
    CURVE.addAffine(sum, 0, sum, 0, what, 0);
    CURVE.toAffine(points, WIDTH * index, sum, 0);
  }

  /** Hardest to see: a multiple of 10069 hides it from a sum. */
  private static long[] ofLeastOrder() {
    assertThat(Twist.COFACTOR.mod(LEAST_FACTOR)).isZero();
    long[] multiple = new long[CURVE.jacobianWidth()];
    BigInteger rest = Twist.COFACTOR.divide(LEAST_FACTOR).multiply(Bn254.ORDER);
    CURVE.multiply(multiple, 0, Twist.outside(), 0, rest);
    long[] point = new long[WIDTH];
    CURVE.toAffine(point, 0, multiple, 0);
    assertThat(CURVE.isInfinity(point, 0)).isFalse();
    return point;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 64, 65, 500, 3000})
  void points_of_g2_and_infinity_are_inside(int count) {
    assertThat(new Subgroup().firstOutside(points(count), RANDOM)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 500})
  void the_first_point_outside_is_found_wherever_it_is(int count) {
    for (int index : new int[] {0, count / 2, count - 1}) {
      long[] points = points(count);
      add(points, index, Twist.outside());
      add(points, count - 1, Twist.outside());
      int found = new Subgroup().firstOutside(points, RANDOM);
      // Twice the same point outside is one, too.
      assertThat(found).isEqualTo(index);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 2000})
  void parts_of_small_order_that_cancel_out_in_the_sum_of_all_are_found(int count) {
    long[] points = points(count);
    long[] small = ofLeastOrder();
    long[] opposite = new long[WIDTH];
    CURVE.negate(opposite, 0, small, 0);
    add(points, 3, small);
    add(points, 7, opposite);
    assertThat(new Subgroup().firstOutside(points, RANDOM)).isEqualTo(3);
  }
}
