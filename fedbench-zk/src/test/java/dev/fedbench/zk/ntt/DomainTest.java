package dev.fedbench.zk.ntt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.PlainLanes;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final BigInteger R = FIELD.prime();

  private static BigInteger evaluate(BigInteger[] polynomial, BigInteger x) {
    BigInteger value = BigInteger.ZERO;
    for (int i = polynomial.length - 1; i >= 0; i--) {
      value = value.multiply(x).add(polynomial[i]).mod(R);
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 7})
  void values_on_the_odd_coset_are_those_of_the_same_polynomial(int bits) {
    Domain domain = Domain.of(bits);
    Random random = new Random(bits);
    BigInteger[] polynomial = new BigInteger[domain.size()];
    for (int i = 0; i < polynomial.length; i++) {
      polynomial[i] = new BigInteger(253, random);
    }
    BigInteger g = FIELD.number(Domain.root(bits + 1), 0);
    long[] values = FIELD.array(domain.size());
    for (int i = 0; i < domain.size(); i++) {
      FIELD.set(values, W * i, evaluate(polynomial, g.modPow(BigInteger.valueOf(2L * i), R)));
    }
    domain.toOddCoset(values);
    for (int i = 0; i < domain.size(); i++) {
      BigInteger x = g.modPow(BigInteger.valueOf(2L * i + 1), R);
      assertThat(FIELD.number(values, W * i)).isEqualTo(evaluate(polynomial, x));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 6, 9})
  void a_quotient_in_lanes_is_the_one_that_is_made_one_by_one(int bits) {
    Domain domain = Domain.of(bits);
    LaneForm form = new LaneForm(FIELD, new PlainLanes(FIELD.prime()));
    assertThat(LaneDomain.fits(domain.size(), form.lanes().lanes())).isTrue();
    Random random = new Random(bits);
    long[] a = FIELD.array(domain.size());
    long[] b = FIELD.array(domain.size());
    for (int i = 0; i < domain.size(); i++) {
      FIELD.set(a, W * i, new BigInteger(253, random));
      FIELD.set(b, W * i, new BigInteger(253, random));
    }
    long[] sideA = a.clone();
    long[] sideB = b.clone();
    domain.lanes(form).quotient(form, sideA, sideB);
    domain.quotientOneByOne(a, b);
    for (int i = 0; i < a.length; i += W) {
      assertThat(FIELD.number(sideA, i)).isEqualTo(FIELD.number(a, i));
    }
  }

  @Test
  void roots_are_primitive() {
    for (int bits = 1; bits <= Domain.MOST_BITS; bits++) {
      BigInteger root = FIELD.number(Domain.root(bits), 0);
      BigInteger half = root.modPow(BigInteger.ONE.shiftLeft(bits - 1), R);
      assertThat(half).isEqualTo(R.subtract(BigInteger.ONE));
    }
  }

  @Test
  void the_smallest_domain_that_is_large_enough_is_found() {
    assertThat(Domain.atLeast(1).size()).isEqualTo(1);
    assertThat(Domain.atLeast(2).size()).isEqualTo(2);
    assertThat(Domain.atLeast(3).size()).isEqualTo(4);
    assertThat(Domain.atLeast(64).size()).isEqualTo(64);
    assertThat(Domain.atLeast(65).size()).isEqualTo(128);
  }

  @Test
  void there_is_no_domain_without_its_double() {
    assertThatThrownBy(() -> Domain.of(28))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a domain of 2^28 points; there are 2^0 to 2^27");
  }
}
