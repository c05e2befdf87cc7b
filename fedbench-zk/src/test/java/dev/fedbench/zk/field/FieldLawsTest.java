package dev.fedbench.zk.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of a field, for each of ours; operands may be the same array as the result. */
class FieldLawsTest {

  private static final int ROUNDS = 200;

  static Stream<Field> fields() {
    return Stream.of(PrimeField.BASE, PrimeField.SCALAR, new Fp2(), new Fp6(new Fp2()), new Fp12());
  }

  /** Any element, now and then one of 0, 1, -1. */
  static long[] any(Field field, Random random) {
    long[] x = field.array(1);
    PrimeField prime = field == PrimeField.SCALAR ? PrimeField.SCALAR : PrimeField.BASE;
    for (int i = 0; i < field.width(); i += prime.width()) {
      BigInteger number =
          switch (random.nextInt(10)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.ONE;
            case 2 -> BigInteger.ONE.negate();
            default -> new BigInteger(300, random);
          };
      prime.set(x, i, number);
      if (random.nextBoolean()) {
        prime.negate(x, i, x, i); // between p and 2p, as often as not
      }
    }
    return x;
  }

  private interface Operation {
    void apply(long[] z, int zo, long[] x, int xo, long[] y, int yo);
  }

  private static long[] of(Field field, Operation operation, long[] x, long[] y) {
    long[] z = field.array(1);
    operation.apply(z, 0, x, 0, y, 0);
    return z;
  }

  private static void assertEqual(Field field, long[] x, long[] y) {
    assertThat(field.equal(x, 0, y, 0)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void addition_and_multiplication_commute_associate_and_distribute(Field field) {
    Random random = new Random(1);
    for (int i = 0; i < ROUNDS; i++) {
      long[] x = any(field, random);
      long[] y = any(field, random);
      long[] z = any(field, random);
      Operation add = field::add;
      Operation mul = field::mul;
      assertEqual(field, of(field, add, x, y), of(field, add, y, x));
      assertEqual(field, of(field, mul, x, y), of(field, mul, y, x));
      assertEqual(
          field, of(field, add, of(field, add, x, y), z), of(field, add, x, of(field, add, y, z)));
      assertEqual(
          field, of(field, mul, of(field, mul, x, y), z), of(field, mul, x, of(field, mul, y, z)));
      assertEqual(
          field,
          of(field, mul, x, of(field, add, y, z)),
          of(field, add, of(field, mul, x, y), of(field, mul, x, z)));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void subtraction_and_negation_undo_addition(Field field) {
    Random random = new Random(2);
    for (int i = 0; i < ROUNDS; i++) {
      long[] x = any(field, random);
      long[] y = any(field, random);
      assertEqual(field, of(field, field::sub, of(field, field::add, x, y), y), x);
      long[] minus = field.array(1);
      field.negate(minus, 0, y, 0);
      assertEqual(field, of(field, field::add, x, minus), of(field, field::sub, x, y));
      assertThat(field.isZero(of(field, field::add, y, minus), 0)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void squares_doubles_and_inverses_are_what_they_say(Field field) {
    Random random = new Random(3);
    long[] one = field.array(1);
    field.one(one, 0);
    for (int i = 0; i < ROUNDS; i++) {
      long[] x = any(field, random);
      long[] square = field.array(1);
      field.square(square, 0, x, 0);
      assertEqual(field, square, of(field, field::mul, x, x));
      long[] twice = field.array(1);
      field.twice(twice, 0, x, 0);
      assertEqual(field, twice, of(field, field::add, x, x));
      long[] inverse = field.array(1);
      field.invert(inverse, 0, x, 0);
      if (field.isZero(x, 0)) {
        assertThat(field.isZero(inverse, 0)).isTrue();
      } else {
        assertEqual(field, of(field, field::mul, x, inverse), one);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void a_result_may_take_an_operand_s_place(Field field) {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      long[] x = any(field, random);
      long[] y = any(field, random);
      for (Operation operation :
          new Operation[] {
            field::add,
            field::sub,
            field::mul,
            (z, zo, a, ao, b, bo) -> field.square(z, zo, a, ao),
            (z, zo, a, ao, b, bo) -> field.negate(z, zo, a, ao),
            (z, zo, a, ao, b, bo) -> field.invert(z, zo, a, ao)
          }) {
        long[] expected = of(field, operation, x, y);
        long[] left = x.clone();
        operation.apply(left, 0, left, 0, y, 0);
        assertEqual(field, left, expected);
        long[] right = y.clone();
        operation.apply(right, 0, x, 0, right, 0);
        assertEqual(field, right, expected);
        long[] both = x.clone();
        operation.apply(both, 0, both, 0, both, 0);
        assertEqual(field, both, of(field, operation, x, x));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void many_are_inverted_as_one_by_one_and_zeros_stay(Field field) {
    Random random = new Random(5);
    int count = 17;
    long[] all = field.array(count + 1);
    long[] expected = field.array(count + 1);
    for (int i = 1; i <= count; i++) {
      field.copy(all, i * field.width(), any(field, random), 0);
      field.invert(expected, i * field.width(), all, i * field.width());
    }
    field.invertAll(all, field.width(), count, field.array(count));
    for (int i = 0; i <= count; i++) {
      assertThat(field.equal(all, i * field.width(), expected, i * field.width())).isTrue();
    }
  }
}
