package dev.fedbench.fl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An aggregation that knows nothing of quantised updates. */
class AggregationTest {

  /** Writes down what it is given. */
  private static final class Tape implements Aggregation {
    final List<Float> values = new ArrayList<>();
    final List<Long> weights = new ArrayList<>();

    @Override
    public void add(FloatBuffer delta, long examples) {
      while (delta.hasRemaining()) {
        values.add(delta.get());
      }
      weights.add(examples);
    }

    @Override
    public void merge(Aggregation other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long updates() {
      return weights.size();
    }

    @Override
    public double[] step() {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void is_given_a_quantised_update_in_its_own_unit_rounded_once_to_float32() {
    Tape tape = new Tape();
    int[] values = {0, 1, -1, 500, Integer.MAX_VALUE, Integer.MIN_VALUE, 16_777_217};
    tape.add(new QuantizedUpdate(values, 32, 1_000), 7);
    assertThat(tape.weights).containsExactly(7L);
    assertThat(tape.values)
        .containsExactly(0f, 0.001f, -0.001f, 0.5f, 2_147_483.647f, -2_147_483.648f, 16_777.217f);
  }
}
