package dev.fedbench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.spi.InvalidConfigException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofPolicyTest {

  @Test
  void the_default_bound_is_16_n_scale_squared_exactly() {
    assertThat(ProofPolicy.secure().bounds(11))
        .isEqualTo(new Bounds(BigInteger.valueOf(176_000_000), 1));
  }

  @ParameterizedTest
  @CsvSource({"4.0, 16000000", "0.1, 10000", "0.0015, 2", "1e-9, 0", "0.29, 84100"})
  void a_bound_is_the_floor_of_the_scaled_norm_s_square(double norm, long expected) {
    BigInteger bound = ProofPolicy.secure().maxNorm(norm).bounds(1_000).maxNormSq();
    assertThat(bound).isEqualTo(BigInteger.valueOf(expected));
  }

  @Test
  void a_bound_is_no_larger_than_what_so_many_values_can_come_to() {
    ProofPolicy policy = ProofPolicy.secure().maxNorm(new BigDecimal("1e30"));
    assertThat(policy.bounds(10).maxNormSq()).isEqualTo(BigInteger.valueOf(10L << 30));
    assertThat(policy.bits(32).bounds(10).maxNormSq())
        .isEqualTo(BigInteger.valueOf(10).shiftLeft(62));
  }

  @Test
  void mistakes_are_told_together() {
    assertThatThrownBy(() -> new ProofPolicy(ProofKind.SECURE, 33, 0, Optional.empty(), -1))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("bits: 33; expected 2 to 32")
        .hasMessageContaining("scale: 0; expected 1 to")
        .hasMessageContaining("min active: -1; expected 0 to");
    assertThatThrownBy(() -> ProofPolicy.secure().maxNorm(-1))
        .hasMessageContaining("max norm: -1.0; expected more than 0");
  }

  @Test
  void quantised_values_have_their_bits() {
    assertThat(new QuantizedUpdate(new int[] {-8, 7}, 4, 10))
        .hasToString("2 values of 4 bits, scale 10");
    assertThatThrownBy(() -> new QuantizedUpdate(new int[] {1, 8}, 4, 10))
        .hasMessage("value 1 is 8; expected 4 bits, sign included");
    assertThatThrownBy(() -> new QuantizedUpdate(new int[] {1, -9}, 4, 10))
        .hasMessage("value 1 is -9; expected 4 bits, sign included");
  }
}
