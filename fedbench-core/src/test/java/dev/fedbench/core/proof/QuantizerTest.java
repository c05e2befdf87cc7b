package dev.fedbench.core.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTest {

  @Test
  void ties_go_to_the_even_neighbour() throws QuantizationException {
    assertThat(quantized(16, 2, 0.25f, 0.75f, 1.25f, -0.25f, -0.75f))
        .containsExactly(0, 2, 2, 0, -2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000, 1L << 20, (1L << 31) - 1, 1L << 31})
  void it_rounds_as_exact_arithmetic_does(long scale) throws QuantizationException {
    SplittableRandom random = new SplittableRandom(scale);
    for (int i = 0; i < 20_000; i++) {
      float value = (float) ((random.nextDouble() - 0.5) * Math.scalb(1.0, 31) / scale);
      assertThat(quantized(32, scale, value))
          .as("%s * %d", value, scale)
          .containsExactly(exactly(value, scale));
    }
  }

  /** The products end in 2^-1 less, and plus, 2^-24, which a double cannot tell from a tie. */
  @Test
  void a_tie_that_is_none_is_rounded_to_the_nearer_side() throws QuantizationException {
    long scale = (1L << 31) - 1;
    for (int mantissa : new int[] {(1 << 23) + 1, (1 << 24) - 1}) {
      float value = Math.scalb((float) mantissa, -24);
      assertThat(quantized(32, scale, value)).containsExactly(exactly(value, scale));
      assertThat(quantized(32, scale, -value)).containsExactly(exactly(-value, scale));
    }
    float below = Math.scalb((float) ((1 << 23) + 1), -24);
    double product = below * (double) scale;
    assertThat(Math.abs(product - Math.rint(product))).isEqualTo(0.5); // what makes it a trap
    assertThat(exactly(below, scale)).isNotEqualTo((int) Math.rint(product));
  }

  @Test
  void it_is_within_half_a_step_of_the_value() throws QuantizationException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      float value = (float) ((random.nextDouble() - 0.5) * 60);
      double back = quantized(16, 1_000, value)[0] / 1_000.0;
      assertThat(Math.abs(back - value)).isLessThanOrEqualTo(0.5 / 1_000);
    }
  }

  @Test
  void the_ends_of_the_range_fit() throws QuantizationException {
    assertThat(quantized(16, 1, 32_767.5f - 1, -32_768)).containsExactly(32_766, -32_768);
    assertThat(quantized(2, 1, 1, -2)).containsExactly(1, -2);
  }

  @ParameterizedTest
  @ValueSource(
      floats = {33, -33, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e38f})
  void what_does_not_fit_is_named_by_tensor_and_index(float value) {
    TensorLayout layout = TensorLayout.of(TensorSpec.of("weights", 3), TensorSpec.of("bias", 2));
    Tensors update = new Tensors(layout, new float[] {1, 2, 3, 4, value});
    assertThatThrownBy(() -> Quantizer.quantize(update, 16, 1_000))
        .isInstanceOf(QuantizationException.class)
        .hasMessageContaining("tensor 'bias', index 1 is " + value)
        .hasMessageContaining("expected -32.768 to 32.767");
  }

  private static int exactly(float value, long scale) {
    return new BigDecimal(value)
        .multiply(BigDecimal.valueOf(scale))
        .setScale(0, RoundingMode.HALF_EVEN)
        .intValueExact();
  }

  private static int[] quantized(int bits, long scale, float... values)
      throws QuantizationException {
    return Quantizer.quantize(Tensors.of("x", values), bits, scale).values();
  }
}
