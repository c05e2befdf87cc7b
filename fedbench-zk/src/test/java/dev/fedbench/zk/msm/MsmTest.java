package dev.fedbench.zk.msm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.curve.Bn254;
import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.curve.G1;
import dev.fedbench.zk.curve.G2;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast sums against sums of single products. */
class MsmTest {

  private static final BigInteger R = Bn254.ORDER;

  private final Random random = new Random(11);

  /** As in a witness: bits mostly, small numbers of either sign, and some of full length. */
  private BigInteger scalar() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> BigInteger.valueOf(random.nextInt(2));
      case 2 -> BigInteger.valueOf(random.nextInt(70_000) - 35_000L).mod(R);
      case 3 -> R.shiftRight(1).add(BigInteger.valueOf(random.nextInt(3) - 1L));
      default -> new BigInteger(254, random).mod(R);
    };
  }

  private long[] elements(BigInteger[] scalars) {
    long[] elements = PrimeField.SCALAR.array(scalars.length);
    for (int i = 0; i < scalars.length; i++) {
      PrimeField.SCALAR.set(elements, i * PrimeField.SCALAR.width(), scalars[i]);
    }
    return elements;
  }

  private BigInteger[] scalars(int count) {
    BigInteger[] scalars = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      scalars[i] = scalar();
    }
    return scalars;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 31, 200, 1500})
  void a_sum_over_g1_is_the_sum_of_the_products(int count) {
    Curve curve = Bn254.g1();
    long[] bases = new long[count * curve.affineWidth()];
    BigInteger[] scalars = scalars(count + 1);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      // Few different points, so that the same and opposite ones meet in a bucket; infinity too.
      int k = random.nextInt(9) - 4;
      G1.GENERATOR.times(BigInteger.valueOf(k)).write(bases, i * curve.affineWidth());
      sum = sum.add(scalars[i + 1].multiply(BigInteger.valueOf(k)));
    }
    long[] found = Msm.sum(curve, bases, elements(scalars), 1);
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, found, 0);
    assertThat(G1.copyOf(affine, 0)).isEqualTo(G1.GENERATOR.times(sum));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 150})
  void a_sum_over_g2_is_the_sum_of_the_products(int count) {
    Curve curve = Bn254.g2();
    long[] bases = new long[count * curve.affineWidth()];
    BigInteger[] scalars = scalars(count);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      BigInteger k = new BigInteger(20, random);
      G2.GENERATOR.times(k).write(bases, i * curve.affineWidth());
      sum = sum.add(scalars[i].multiply(k));
    }
    long[] found = Msm.sum(curve, bases, elements(scalars), 0);
    long[] affine = new long[curve.affineWidth()];
    curve.toAffine(affine, 0, found, 0);
    assertThat(G2.copyOf(affine, 0)).isEqualTo(G2.GENERATOR.times(sum));
  }

  @Test
  void multiples_of_a_fixed_base_are_its_multiples() {
    Curve curve = Bn254.g1();
    BigInteger[] scalars = scalars(600);
    long[] base = new long[curve.affineWidth()];
    G1 point = G1.GENERATOR.times(BigInteger.valueOf(12_345));
    point.write(base, 0);
    long[] multiples = new FixedBase(curve, base).multiply(elements(scalars));
    for (int i = 0; i < scalars.length; i++) {
      assertThat(G1.copyOf(multiples, i * curve.affineWidth())).isEqualTo(point.times(scalars[i]));
    }
  }
}
