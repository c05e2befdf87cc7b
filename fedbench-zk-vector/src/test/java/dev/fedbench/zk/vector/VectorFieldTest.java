package dev.fedbench.zk.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.spi.LaneField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors against whole numbers; all limbs, not only what they stand for. */
class VectorFieldTest {

  private static final BigInteger P = PrimeField.BASE.prime();
  private static final BigInteger R_INVERSE = BigInteger.ONE.shiftLeft(255).modInverse(P);
  private static final int LIMBS = LaneField.LIMBS;

  private final Random random = new Random(5);
  private final LaneField field = new VectorArithmetic().field(P);
  private final int lanes = field.lanes();

  /** Between -p / 2 and p / 2, at both ends, and with limbs that are as large as they may be. */
  private BigInteger number() {
    BigInteger half = P.shiftRight(1);
    return switch (random.nextInt(6)) {
      case 0 -> BigInteger.valueOf(random.nextInt(3) - 1L);
      case 1 -> half.subtract(BigInteger.valueOf(random.nextInt(3)));
      case 2 -> half.negate().add(BigInteger.valueOf(random.nextInt(3)));
      case 3 -> {
        BigInteger limbs = BigInteger.ZERO;
        for (int k = 0; k < LIMBS - 1; k++) {
          limbs = limbs.shiftLeft(51).add(BigInteger.ONE.shiftLeft(50).subtract(BigInteger.ONE));
        }
        yield random.nextBoolean() ? limbs : limbs.negate();
      }
      default -> new BigInteger(260, random).mod(P).subtract(half);
    };
  }

  private double[] numbers(int blocks) {
    double[] x = new double[LIMBS * lanes * blocks];
    for (int i = 0; i < lanes * blocks; i++) {
      double[] limbs = Reduction.limbs(number());
      for (int k = 0; k < LIMBS; k++) {
        x[at(i) + k * lanes] = limbs[k];
      }
    }
    return x;
  }

  private int at(int i) {
    return LIMBS * lanes * (i / lanes) + i % lanes;
  }

  private BigInteger number(double[] x, int i) {
    BigInteger number = BigInteger.ZERO;
    for (int k = LIMBS - 1; k >= 0; k--) {
      BigInteger limb = new BigDecimal(x[at(i) + k * lanes]).toBigIntegerExact();
      number = number.shiftLeft(51).add(limb);
    }
    return number;
  }

  private void check(double[] z, double[] x, double[] y, BinaryOperator<BigInteger> operation) {
    BigInteger most = P.shiftRight(1).add(P.shiftRight(41));
    for (int i = 0; i < z.length / LIMBS; i++) {
      BigInteger found = number(z, i);
      BigInteger expected = operation.apply(number(x, i), number(y, i));
      assertThat(found.mod(P)).isEqualTo(expected.mod(P));
      assertThat(found.abs()).isLessThanOrEqualTo(most);
      for (int k = 0; k < LIMBS - 1; k++) {
        assertThat(Math.abs(z[at(i) + k * lanes])).isLessThanOrEqualTo(0x1p50);
      }
    }
  }

  private static BigInteger product(BigInteger x, BigInteger y) {
    return x.multiply(y).multiply(R_INVERSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40})
  void a_product_is_one_modulo_p_and_reduced(int blocks) {
    double[] x = numbers(blocks);
    double[] y = numbers(blocks);
    double[] z = new double[x.length];
    field.mul(z, 0, x, 0, y, 0, blocks);
    check(z, x, y, VectorFieldTest::product);
  }

  @Test
  void a_product_of_sums_and_differences_is_reduced_too() {
    double[] x = numbers(100);
    double[] y = numbers(100);
    double[] sum = new double[x.length];
    double[] difference = new double[x.length];
    field.add(sum, 0, x, 0, y, 0, 100);
    field.sub(difference, 0, y, 0, x, 0, 100);
    double[] z = new double[x.length];
    field.mul(z, 0, sum, 0, difference, 0, 100);
    check(z, sum, difference, VectorFieldTest::product);
    field.mul(z, 0, sum, 0, sum, 0, 100);
    check(z, sum, sum, VectorFieldTest::product);
  }

  @Test
  void a_square_is_a_product_with_itself() {
    double[] x = numbers(60);
    double[] z = new double[x.length];
    field.square(z, 0, x, 0, 60);
    check(z, x, x, VectorFieldTest::product);
  }

  @Test
  void a_difference_of_factors_is_reduced() {
    double[] x = numbers(60);
    double[] y = numbers(60);
    double[] sum = new double[x.length];
    field.add(sum, 0, x, 0, y, 0, 60);
    double[] z = new double[x.length];
    field.difference(z, 0, x, 0, y, 0, 60);
    check(z, x, y, BigInteger::subtract);
    field.difference(z, 0, sum, 0, y, 0, 60);
    check(z, sum, y, BigInteger::subtract);
    field.reduce(z, 0, sum, 0, 60);
    check(z, sum, sum, (a, b) -> a);
  }

  @Test
  void butterflies_are_a_product_a_sum_and_a_difference() {
    int half = LIMBS * lanes * 20;
    double[] xy = numbers(40);
    double[] w = numbers(20);
    double[] x = Arrays.copyOf(xy, half);
    double[] y = Arrays.copyOfRange(xy, half, 2 * half);
    double[] yw = new double[half];
    field.mul(yw, 0, y, 0, w, 0, 20);
    double[] time = xy.clone();
    field.timeButterfly(time, 0, half, w, 0, 20);
    check(Arrays.copyOf(time, half), x, yw, BigInteger::add);
    check(Arrays.copyOfRange(time, half, 2 * half), x, yw, BigInteger::subtract);
    double[] frequency = xy.clone();
    field.frequencyButterfly(frequency, 0, half, w, 0, 20);
    check(Arrays.copyOf(frequency, half), x, y, BigInteger::add);
    double[] difference = new double[half];
    field.difference(difference, 0, x, 0, y, 0, 20);
    check(Arrays.copyOfRange(frequency, half, 2 * half), difference, w, VectorFieldTest::product);
  }

  @Test
  void a_result_may_take_an_operands_place_and_any_blocks_place() {
    double[] x = numbers(8);
    double[] y = numbers(8);
    double[] z = x.clone();
    int third = LIMBS * lanes * 3;
    field.mul(z, third, z, third, y, third, 2);
    double[] products = new double[x.length];
    field.mul(products, 0, x, 0, y, 0, 8);
    for (int i = 0; i < z.length; i++) {
      boolean written = i >= third && i < third + 2 * LIMBS * lanes;
      assertThat(z[i]).isEqualTo(written ? products[i] : x[i]);
    }
  }

  @Test
  void what_is_gathered_is_scattered_again() {
    double[] from = random.doubles(10 * 64).toArray();
    int[] places = random.ints(3 * lanes, 0, 64).map(i -> 10 * i).toArray();
    double[] x = new double[LIMBS * lanes * 2];
    field.gather(x, 0, from, places, lanes, 5, 2);
    for (int i = 0; i < 2 * lanes; i++) {
      for (int k = 0; k < LIMBS; k++) {
        assertThat(x[at(i) + k * lanes]).isEqualTo(from[places[lanes + i] + 5 + k]);
      }
    }
    double[] signs = random.ints(2 * lanes, 0, 2).mapToDouble(i -> 2 * i - 1).toArray();
    double[] signed = new double[x.length];
    field.sign(signed, 0, x, 0, signs, 0, 2);
    double[] to = new double[from.length];
    int some = lanes + 3; // not all lanes of the last block
    int[] targets = random.ints(64, 0, 64).distinct().limit(lanes * 2).map(i -> 10 * i).toArray();
    field.scatter(to, targets, 0, 0, signed, 0, some);
    double[] expected = new double[from.length];
    for (int i = 0; i < some; i++) {
      for (int k = 0; k < LIMBS; k++) {
        expected[targets[i] + k] = signs[i] * from[places[lanes + i] + 5 + k];
      }
    }
    assertThat(to).isEqualTo(expected);
  }

  /** Compiled code is other code: what is right at first must be right once it is hot. */
  @Test
  void products_stay_right_when_they_are_compiled() {
    double[] x = numbers(4);
    double[] y = numbers(4);
    double[] z = new double[x.length];
    for (int round = 0; round < 20_000; round++) {
      field.mul(z, 0, x, 0, y, 0, 4);
      if (round % 500 == 0) {
        check(z, x, y, VectorFieldTest::product);
      }
      double[] rest = x;
      x = z;
      z = rest;
    }
  }
}
