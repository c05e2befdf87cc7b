package dev.fedbench.core.fl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.fl.Aggregation;
import dev.fedbench.fl.Aggregator;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.testing.AggregatorContract;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class FedAvgTest extends AggregatorContract {

  @Override
  protected Aggregator aggregator() {
    return new FedAvg();
  }

  @Test
  void is_the_mean_weighted_by_examples() {
    Aggregation sum = new FedAvg().begin(TensorLayout.of(TensorSpec.of("w", 2)));
    sum.add(FloatBuffer.wrap(new float[] {1, -4}), 1);
    sum.add(FloatBuffer.wrap(new float[] {5, 0}), 3);
    assertThat(sum.step()).containsExactly(4.0, -1.0);
  }
}
