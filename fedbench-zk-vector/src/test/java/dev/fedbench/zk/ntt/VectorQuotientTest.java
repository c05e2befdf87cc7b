package dev.fedbench.zk.ntt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.vector.VectorArithmetic;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotients in vectors are those made one by one. */
class VectorQuotientTest {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 10})
  void of_a_domain(int bits) {
    Domain domain = Domain.of(bits);
    LaneForm form = new LaneForm(FIELD, new VectorArithmetic().field(FIELD.prime()));
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
}
