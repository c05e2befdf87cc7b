package dev.fedbench.core.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaTest {

  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 1, 2.5, 40})
  void mean_and_variance_are_the_shape(double shape) {
    SplittableRandom random = new SplittableRandom(3);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = Math.exp(Gamma.nextLog(shape, random));
      sum += x;
      squares += x * x;
    }
    double mean = sum / DRAWS;
    double variance = squares / DRAWS - mean * mean;

    // Five standard errors; a gamma's fourth central moment is 3 shape^2 + 6 shape.
    assertThat(mean).isCloseTo(shape, Offset.offset(5 * Math.sqrt(shape / DRAWS)));
    assertThat(variance)
        .isCloseTo(shape, Offset.offset(5 * Math.sqrt((2 * shape * shape + 6 * shape) / DRAWS)));
  }

  @Test
  void a_shape_of_one_is_the_exponential_distribution() {
    SplittableRandom random = new SplittableRandom(4);
    for (double quantile : new double[] {0.1, 0.5, 0.9}) {
      double bound = Math.log(-Math.log(1 - quantile));
      long below = random.split().longs(DRAWS).filter(s -> below(1, bound, s)).count();
      assertThat((double) below / DRAWS).isCloseTo(quantile, Offset.offset(0.005));
    }
  }

  @Test
  void logarithms_of_tiny_shapes_are_finite() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 10_000; i++) {
      assertThat(Gamma.nextLog(0.001, random)).isFinite();
    }
  }

  private static boolean below(double shape, double bound, long seed) {
    return Gamma.nextLog(shape, new SplittableRandom(seed)) < bound;
  }
}
