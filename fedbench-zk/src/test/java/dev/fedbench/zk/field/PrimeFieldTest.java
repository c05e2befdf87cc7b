package dev.fedbench.zk.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast arithmetic against BigInteger's. */
class PrimeFieldTest {

  private static final int ROUNDS = 5_000;

  static Stream<PrimeField> fields() {
    return Stream.of(PrimeField.BASE, PrimeField.SCALAR);
  }

  /** Numbers with long runs of ones and zeros are where carries go wrong. */
  private static BigInteger any(PrimeField field, Random random) {
    BigInteger number =
        switch (random.nextInt(4)) {
          case 0 -> new BigInteger(254, random);
          case 1 -> BigInteger.ONE.shiftLeft(random.nextInt(254)).subtract(BigInteger.ONE);
          case 2 -> field.prime().subtract(BigInteger.valueOf(random.nextInt(5) + 1));
          default -> BigInteger.ONE.shiftLeft(random.nextInt(254));
        };
    return number.mod(field.prime());
  }

  private static long[] element(PrimeField field, BigInteger number) {
    long[] x = field.array(1);
    field.set(x, 0, number);
    return x;
  }

  @ParameterizedTest
  @MethodSource("fields")
  void products_sums_and_differences_are_those_of_the_numbers(PrimeField field) {
    Random random = new Random(1);
    long[] z = field.array(1);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger a = any(field, random);
      BigInteger b = any(field, random);
      long[] x = element(field, a);
      long[] y = element(field, b);
      field.mul(z, 0, x, 0, y, 0);
      assertThat(field.number(z, 0)).isEqualTo(a.multiply(b).mod(field.prime()));
      field.square(z, 0, x, 0);
      assertThat(field.number(z, 0)).isEqualTo(a.multiply(a).mod(field.prime()));
      field.add(z, 0, x, 0, y, 0);
      assertThat(field.number(z, 0)).isEqualTo(a.add(b).mod(field.prime()));
      field.sub(z, 0, x, 0, y, 0);
      assertThat(field.number(z, 0)).isEqualTo(a.subtract(b).mod(field.prime()));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void limbs_stay_normal_and_values_below_twice_the_prime(PrimeField field) {
    Random random = new Random(2);
    long[] x = element(field, any(field, random));
    for (int i = 0; i < ROUNDS; i++) {
      long[] y = element(field, any(field, random));
      switch (random.nextInt(5)) {
        case 0 -> field.mul(x, 0, x, 0, y, 0);
        case 1 -> field.square(x, 0, x, 0);
        case 2 -> field.add(x, 0, x, 0, y, 0);
        case 3 -> field.sub(x, 0, x, 0, y, 0);
        default -> field.mulAdd(x, 0, x, 0, y, 0, y, 0, x, 0);
      }
      assertThat(x).containsExactly(Modulus.limbs(Modulus.number(x, 0)));
      assertThat(Modulus.number(x, 0)).isLessThan(field.prime().shiftLeft(1));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void differences_and_sums_that_are_not_normal_are_good_for_factors(PrimeField field) {
    Random random = new Random(5);
    long[] left = field.array(1);
    long[] right = field.array(1);
    long[] z = field.array(1);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger a = any(field, random);
      BigInteger b = any(field, random);
      long[] x = element(field, a);
      long[] y = element(field, b);
      if (random.nextBoolean()) {
        field.negate(x, 0, x, 0); // above p, as often as not
        a = a.negate();
      }
      field.factorSub(left, 0, x, 0, y, 0);
      field.factorAdd(right, 0, x, 0, y, 0);
      field.factorSub(left, 0, left, 0, y, 0); // between -4p and 2p
      BigInteger difference = a.subtract(b).subtract(b);
      field.mul(z, 0, left, 0, right, 0);
      assertThat(field.number(z, 0)).isEqualTo(difference.multiply(a.add(b)).mod(field.prime()));
      assertThat(Modulus.number(z, 0)).isLessThan(field.prime().shiftLeft(1));
      field.square(z, 0, left, 0);
      assertThat(field.number(z, 0)).isEqualTo(difference.pow(2).mod(field.prime()));
      assertThat(Modulus.number(z, 0)).isLessThan(field.prime().shiftLeft(1));
      field.mulAdd(z, 0, left, 0, x, 0, y, 0, right, 0);
      assertThat(field.number(z, 0))
          .isEqualTo(difference.multiply(a).add(b.multiply(a.add(b))).mod(field.prime()));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void inverses_are_those_of_the_numbers(PrimeField field) {
    Random random = new Random(6);
    long[] z = field.array(1);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger a = any(field, random).max(BigInteger.ONE);
      long[] x = element(field, a);
      if (random.nextBoolean()) {
        field.negate(x, 0, x, 0);
        a = a.negate();
      }
      field.invert(z, 0, x, 0);
      assertThat(field.number(z, 0)).isEqualTo(a.modInverse(field.prime()));
      assertThat(z).containsExactly(Modulus.limbs(Modulus.number(z, 0)));
    }
    field.zero(z, 0);
    field.negate(z, 0, z, 0);
    field.invert(z, 0, z, 0);
    assertThat(field.isZero(z, 0)).isTrue();
    System.arraycopy(Modulus.limbs(field.prime()), 0, z, 0, z.length); // zero, too
    field.invert(z, 0, z, 0);
    assertThat(field.isZero(z, 0)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void two_products_share_a_reduction(PrimeField field) {
    Random random = new Random(3);
    long[] z = field.array(1);
    for (int i = 0; i < ROUNDS; i++) {
      BigInteger a = any(field, random);
      BigInteger b = any(field, random);
      BigInteger c = any(field, random);
      BigInteger d = any(field, random);
      field.mulAdd(
          z,
          0,
          element(field, a),
          0,
          element(field, b),
          0,
          element(field, c),
          0,
          element(field, d),
          0);
      assertThat(field.number(z, 0)).isEqualTo(a.multiply(b).add(c.multiply(d)).mod(field.prime()));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void longs_and_powers_are_as_with_numbers(PrimeField field) {
    Random random = new Random(4);
    long[] z = field.array(1);
    for (int i = 0; i < 200; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      field.set(z, 0, number);
      assertThat(field.number(z, 0)).isEqualTo(BigInteger.valueOf(number).mod(field.prime()));
      BigInteger a = any(field, random);
      BigInteger exponent = new BigInteger(random.nextInt(260), random);
      field.power(z, 0, element(field, a), 0, exponent);
      assertThat(field.number(z, 0)).isEqualTo(a.modPow(exponent, field.prime()));
    }
  }
}
