package dev.fedbench.zk.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.field.Fp12;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingTest {

  private static final PreparedG2 Q = G2.GENERATOR.prepared();

  private final Random random = new Random(5);
  private final Pairing pairing = new Pairing();

  private BigInteger scalar() {
    return new BigInteger(253, random);
  }

  @Test
  void pairings_are_bilinear() {
    BigInteger a = scalar();
    BigInteger b = scalar();
    Pairing.Gt both =
        pairing.product(List.of(G1.GENERATOR.times(a)), List.of(G2.GENERATOR.times(b).prepared()));
    Pairing.Gt one = pairing.product(List.of(G1.GENERATOR.times(a.multiply(b))), List.of(Q));
    assertThat(both).isEqualTo(one);
    assertThat(both.isOne()).isFalse();
  }

  @Test
  void pairings_are_of_order_r_and_not_one() {
    Pairing.Gt value = pairing.product(List.of(G1.GENERATOR), List.of(Q));
    assertThat(value.isOne()).isFalse();
    Fp12 fp12 = new Fp12();
    long[] g = fp12.array(1);
    value.write(g, 0);
    assertThat(isOne(fp12, power(fp12, g, Bn254.ORDER))).isTrue();
  }

  @Test
  void the_chain_of_the_final_exponentiation_is_the_exponent_in_one_piece() {
    Fp12 fp12 = new Fp12();
    long[] f = fp12.array(1);
    for (int i = 0; i < fp12.width(); i += 5) {
      PrimeField.BASE.set(f, i, scalar());
    }
    BigInteger exponent =
        PrimeField.BASE.prime().pow(12).subtract(BigInteger.ONE).divide(Bn254.ORDER);
    long[] slow = power(fp12, f, exponent);
    pairing.finalExponentiation(f);
    assertThat(fp12.equal(f, 0, slow, 0)).isTrue();
  }

  @Test
  void pairs_with_infinity_count_as_one() {
    Pairing.Gt value =
        pairing.product(
            List.of(G1.INFINITY, G1.GENERATOR, G1.GENERATOR),
            List.of(Q, G2.INFINITY.prepared(), Q));
    assertThat(value).isEqualTo(pairing.product(List.of(G1.GENERATOR), List.of(Q)));
  }

  @Test
  void as_many_points_of_one_group_as_of_the_other() {
    assertThatThrownBy(() -> pairing.product(List.of(G1.GENERATOR), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 points of G1 and 0 of G2");
  }

  private static long[] power(Fp12 fp12, long[] x, BigInteger exponent) {
    long[] result = fp12.array(1);
    fp12.one(result, 0);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      fp12.square(result, 0, result, 0);
      if (exponent.testBit(bit)) {
        fp12.mul(result, 0, result, 0, x, 0);
      }
    }
    return result;
  }

  private static boolean isOne(Fp12 fp12, long[] x) {
    long[] one = fp12.array(1);
    fp12.one(one, 0);
    return fp12.equal(x, 0, one, 0);
  }
}
