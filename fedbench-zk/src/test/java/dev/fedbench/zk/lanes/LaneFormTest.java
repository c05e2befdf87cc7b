package dev.fedbench.zk.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LaneFormTest {

  static List<PrimeField> fields() {
    return List.of(PrimeField.BASE, PrimeField.SCALAR);
  }

  private static void set(long[] elements, int i, BigInteger number) {
    for (int k = 0; k < 5; k++) {
      elements[5 * i + k] = number.shiftRight(52 * k).longValue() & (1L << 52) - 1;
    }
  }

  /** Anything below 2p, and what is at its ends and at those of limbs. */
  private static BigInteger[] numbers(PrimeField field) {
    BigInteger twice = field.prime().shiftLeft(1);
    Random random = new Random(3);
    Stream<BigInteger> ends =
        Stream.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            twice.subtract(BigInteger.ONE),
            field.prime(),
            field.prime().subtract(BigInteger.ONE),
            field.prime().shiftRight(1),
            BigInteger.ONE.shiftLeft(51).subtract(BigInteger.ONE),
            BigInteger.ONE.shiftLeft(204),
            BigInteger.ONE.shiftLeft(254).subtract(BigInteger.ONE));
    return Stream.concat(ends, Stream.generate(() -> new BigInteger(260, random).mod(twice)))
        .limit(50)
        .toArray(BigInteger[]::new);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void what_goes_there_comes_back(PrimeField field) {
    BigInteger[] numbers = numbers(field);
    long[] elements = field.array(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      set(elements, i, numbers[i]);
    }
    LaneForm form = new LaneForm(field, new PlainLanes(field.prime()));
    double[] blocks = form.array(form.blocks(numbers.length));
    form.load(blocks, 0, elements, 0, numbers.length);
    long[] back = field.array(numbers.length);
    form.store(back, 0, blocks, 0, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(field.number(back, 5 * i)).isEqualTo(field.number(elements, 5 * i));
      assertThat(back[5 * i + 4]).isBetween(0L, (1L << 47) - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void products_there_are_products_here(PrimeField field) {
    BigInteger[] numbers = numbers(field);
    long[] elements = field.array(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      set(elements, i, numbers[i]);
    }
    LaneForm form = new LaneForm(field, new PlainLanes(field.prime()));
    int blocks = form.blocks(numbers.length);
    double[] x = form.array(blocks);
    form.load(x, 0, elements, 0, numbers.length);
    form.lanes().mul(x, 0, x, 0, x, 0, blocks);
    long[] products = field.array(numbers.length);
    form.store(products, 0, x, 0, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      field.square(elements, 5 * i, elements, 5 * i);
      assertThat(field.number(products, 5 * i)).isEqualTo(field.number(elements, 5 * i));
    }
  }
}
