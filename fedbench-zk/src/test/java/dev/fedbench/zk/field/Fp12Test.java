package dev.fedbench.zk.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short cuts of the top of the tower against plain products. */
class Fp12Test {

  private final Fp12 fp12 = new Fp12();
  private final Random random = new Random(7);

  private long[] power(long[] x, BigInteger exponent) {
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

  @Test
  void the_frobenius_map_raises_to_p() {
    long[] x = FieldLawsTest.any(fp12, random);
    long[] image = fp12.array(1);
    fp12.frobenius(image, 0, x, 0);
    assertThat(fp12.equal(image, 0, power(x, PrimeField.BASE.prime()), 0)).isTrue();
  }

  @Test
  void conjugation_raises_to_the_sixth_power_of_p() {
    long[] x = FieldLawsTest.any(fp12, random);
    long[] conjugate = fp12.array(1);
    fp12.conjugate(conjugate, 0, x, 0);
    assertThat(fp12.equal(conjugate, 0, power(x, PrimeField.BASE.prime().pow(6)), 0)).isTrue();
  }

  @Test
  void cyclotomic_squares_are_squares_where_they_are_defined() {
    BigInteger p = PrimeField.BASE.prime();
    BigInteger easy = p.pow(6).subtract(BigInteger.ONE).multiply(p.pow(2).add(BigInteger.ONE));
    for (int i = 0; i < 5; i++) {
      long[] x = power(FieldLawsTest.any(fp12, random), easy);
      long[] square = fp12.array(1);
      fp12.square(square, 0, x, 0);
      fp12.cyclotomicSquare(x, 0, x, 0);
      assertThat(fp12.equal(x, 0, square, 0)).isTrue();
    }
  }

  @Test
  void a_line_s_value_multiplies_like_the_whole_element_that_it_is() {
    for (int i = 0; i < 50; i++) {
      long[] x = FieldLawsTest.any(fp12, random);
      long[] any = FieldLawsTest.any(fp12, random);
      long[] line = Arrays.copyOf(any, 20);
      long[] whole = fp12.array(1);
      fp12.one(whole, 0);
      System.arraycopy(line, 0, whole, 30, 20);
      fp12.mul(whole, 0, x, 0, whole, 0);
      fp12.mulByLine(x, 0, x, 0, line, 0);
      assertThat(fp12.equal(x, 0, whole, 0)).isTrue();
    }
  }
}
