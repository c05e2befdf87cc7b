package dev.fedbench.zk.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of products against products one by one, with factors at the ends of what they may be. */
class RowsTest {

  private static final int W = 10;
  private static final Modulus P = PrimeField.BASE.modulus();

  private final Fp2 fp2 = new Fp2();
  private final Random random = new Random(8);

  /** Normal elements, now and then the largest that there are: just below 2p. */
  private long[] elements(int count) {
    long[] x = new long[W * count];
    for (int i = 0; i < count; i++) {
      fp2.copy(x, W * i, FieldLawsTest.any(fp2, random), 0);
      if (random.nextInt(3) == 0) {
        long[] largest = Modulus.limbs(P.value.shiftLeft(1).subtract(BigInteger.ONE));
        System.arraycopy(largest, 0, x, W * i + 5 * random.nextInt(2), 5);
      }
    }
    return x;
  }

  /** Limb by limb times a number. */
  private static long[] loose(long[] x, int times) {
    long[] loose = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      loose[i] = times * x[i];
    }
    return loose;
  }

  private static void assertNormal(long[] z) {
    for (int i = 0; i < z.length; i += 5) {
      assertThat(Modulus.number(z, i)).isLessThan(P.value.shiftLeft(1));
      for (int limb = i; limb < i + 5; limb++) {
        assertThat(z[limb]).isBetween(0L, Modulus.MASK);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sums_are_those_of_the_products_one_by_one(int terms) {
    Rows rows = new Rows(4);
    for (int round = 0; round < 300; round++) {
      long[] x = elements(terms);
      long[] y = elements(terms);
      long[] plus = elements(1);
      int[] factors = {1, random.nextBoolean() ? 3 : -2, random.nextBoolean() ? 3 : -3};
      long[] expected = new long[W];
      long[] product = new long[W];
      times(expected, plus, 10 * factors[0]);
      for (int i = 0; i < terms; i++) {
        fp2.mul(product, 0, x, W * i, y, W * i);
        times(product, product.clone(), factors[1] * factors[2]);
        fp2.add(expected, 0, expected, 0, product, 0);
        rows.set(i + 1, loose(y, factors[2]), W * i);
      }
      long[] sum = new long[W];
      rows.dot(sum, 0, loose(x, factors[1]), 0, 1, terms, loose(plus, 10), 0);
      assertNormal(sum);
      assertThat(fp2.equal(sum, 0, expected, 0)).isTrue();
    }
  }

  private void times(long[] z, long[] x, int factor) {
    for (int part = 0; part < W; part += 5) {
      BigInteger number = PrimeField.BASE.number(x, part);
      PrimeField.BASE.set(z, part, number.multiply(BigInteger.valueOf(factor)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void elements_are_multiplied_with_nine_and_a_root_of_minus_one(int factor) {
    long[] xi = new long[W];
    fp2.set(xi, 0, BigInteger.valueOf(9), BigInteger.ONE);
    for (int round = 0; round < 300; round++) {
      long[] x = elements(1);
      long[] expected = new long[W];
      times(expected, x, factor);
      fp2.mul(expected, 0, expected, 0, xi, 0);
      long[] z = new long[W];
      Rows.timesXi(z, 0, loose(x, factor), 0);
      assertNormal(z);
      assertThat(fp2.equal(z, 0, expected, 0)).isTrue();
    }
  }
}
