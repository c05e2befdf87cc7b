package dev.fedbench.zk.msm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums with a table, and those before there is one, against sums of single products. */
class BasesTest {

  private static final BigInteger R = Bn254.ORDER;

  private final Random random = new Random(12);

  /** Of every length, and those at the ends. */
  private BigInteger scalar() {
    BigInteger scalar =
        switch (random.nextInt(5)) {
          case 0 -> BigInteger.valueOf(random.nextInt(5) - 2L);
          case 1 -> R.shiftRight(1).add(BigInteger.valueOf(random.nextInt(3) - 1L));
          case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(254));
          default -> new BigInteger(random.nextInt(255), random);
        };
    return scalar.mod(R);
  }

  private static long[] elements(BigInteger[] scalars) {
    long[] elements = PrimeField.SCALAR.array(scalars.length);
    for (int i = 0; i < scalars.length; i++) {
      PrimeField.SCALAR.set(elements, i * PrimeField.SCALAR.width(), scalars[i]);
    }
    return elements;
  }

  /** Few different points, so that the same and opposite ones meet in a bucket; infinity too. */
  private BigInteger[] factors(int count) {
    BigInteger[] factors = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      factors[i] = BigInteger.valueOf(random.nextInt(9) - 4L);
    }
    return factors;
  }

  private static long[] points1(BigInteger[] factors) {
    int width = Bn254.g1().affineWidth();
    long[] points = new long[width * factors.length];
    for (int i = 0; i < factors.length; i++) {
      G1.GENERATOR.times(factors[i]).write(points, width * i);
    }
    return points;
  }

  private static BigInteger product(BigInteger[] factors, BigInteger[] scalars) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < factors.length; i++) {
      sum = sum.add(factors[i].multiply(scalars[i]));
    }
    return sum;
  }

  private static G1 affine1(Curve curve, long[] jacobian) {
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, jacobian, 0);
    return G1.copyOf(affine, 0);
  }

  private static BitSet everyThird(int count) {
    BitSet bits = new BitSet();
    for (int i = 0; i < count; i += 3) {
      bits.set(i);
    }
    return bits;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 60, 500})
  void a_table_of_g1_gives_the_sum_of_the_products(int count) {
    Curve curve = Bn254.g1();
    BigInteger[] factors = factors(count);
    BitSet bits = everyThird(count);
    Table table = Table.of(curve, points1(factors), bits);
    for (int round = 0; round < 3; round++) {
      BigInteger[] scalars = new BigInteger[count];
      for (int i = 0; i < count; i++) {
        scalars[i] = bits.get(i) ? BigInteger.valueOf(random.nextInt(2)) : scalar();
      }
      Scalars plain = new Scalars(elements(scalars), 0, count);
      assertThat(table.covers(plain)).isTrue();
      assertThat(affine1(curve, table.sum(new ScalarAdder(curve), plain)))
          .isEqualTo(G1.GENERATOR.times(product(factors, scalars)));
    }
  }

  @Test
  void a_table_of_g2_gives_the_sum_of_the_products() {
    Curve curve = Bn254.g2();
    int count = 9;
    long[] points = new long[count * curve.affineWidth()];
    BigInteger[] factors = factors(count);
    BigInteger[] scalars = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      G2.GENERATOR.times(factors[i]).write(points, i * curve.affineWidth());
      scalars[i] = scalar();
    }
    Table table = Table.of(curve, points, new BitSet());
    long[] found = table.sum(new ScalarAdder(curve), new Scalars(elements(scalars), 0, count));
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, found, 0);
    assertThat(G2.copyOf(affine, 0)).isEqualTo(G2.GENERATOR.times(product(factors, scalars)));
  }

  @Test
  void sums_are_right_before_and_after_the_table_and_for_bits_that_are_none() {
    Curve curve = Bn254.g1();
    int count = 40;
    BigInteger[] factors = factors(count);
    Bases bases = new Bases(curve, points1(factors), everyThird(count));
    for (int round = 0; round < 30; round++) {
      BigInteger[] scalars = new BigInteger[count];
      for (int i = 0; i < count; i++) {
        boolean bit = i % 3 == 0 && round % 4 != 3;
        scalars[i] = bit ? BigInteger.valueOf(random.nextInt(2)) : scalar();
      }
      assertThat(affine1(curve, bases.sum(curve, elements(scalars))))
          .isEqualTo(G1.GENERATOR.times(product(factors, scalars)));
    }
    assertThat(bases.hasTable()).isTrue();
  }

  @Test
  void a_table_that_is_too_large_is_not_made() {
    assertThat(Table.fits(100_000, 1 << 20)).isFalse();
    assertThat(Table.fits(500, 1 << 20)).isTrue();
  }
}
