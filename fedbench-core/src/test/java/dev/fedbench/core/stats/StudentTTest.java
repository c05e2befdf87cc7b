package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {

  private static final Percentage EXACT = Percentage.withPercentage(1e-7);

  /** Printed tables: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
  @ParameterizedTest(name = "t({0}, {1}) = {2}")
  @CsvSource({
    "0.90, 1, 3.078",
    "0.95, 1, 6.314",
    "0.975, 1, 12.706",
    "0.99, 1, 31.821",
    "0.995, 1, 63.657",
    "0.90, 2, 1.886",
    "0.975, 2, 4.303",
    "0.995, 2, 9.925",
    "0.95, 3, 2.353",
    "0.975, 3, 3.182",
    "0.995, 3, 5.841",
    "0.975, 4, 2.776",
    "0.995, 4, 4.604",
    "0.95, 5, 2.015",
    "0.975, 5, 2.571",
    "0.975, 9, 2.262",
    "0.95, 10, 1.812",
    "0.975, 10, 2.228",
    "0.995, 10, 3.169",
    "0.975, 19, 2.093",
    "0.95, 30, 1.697",
    "0.975, 30, 2.042",
    "0.995, 30, 2.750",
    "0.975, 100, 1.984",
    "0.999, 100, 3.174",
  })
  void quantiles_are_those_of_the_printed_tables(double probability, int degrees, double t) {
    assertThat(StudentT.quantile(probability, degrees)).isCloseTo(t, within(0.00051));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.3, 0.5, 0.6, 0.9, 0.975, 0.9999})
  void one_two_and_four_degrees_have_closed_forms(double p) {
    assertThat(StudentT.quantile(p, 1)).isCloseTo(Math.tan(Math.PI * (p - 0.5)), within(1e-7));
    double two = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    assertThat(StudentT.quantile(p, 2)).isCloseTo(two, within(1e-9));
    double a = 4 * p * (1 - p);
    double q = Math.cos(Math.acos(Math.sqrt(a)) / 3) / Math.sqrt(a);
    double four = Math.signum(p - 0.5) * 2 * Math.sqrt(q - 1);
    assertThat(StudentT.quantile(p, 4)).isCloseTo(four, within(1e-7));
  }

  @Test
  void many_degrees_come_to_the_normal_distribution() {
    assertThat(StudentT.quantile(0.975, 1_000_000)).isCloseTo(1.959966, within(1e-5));
    assertThat(StudentT.quantile(0.975, Long.MAX_VALUE)).isCloseTo(1.959964, within(1e-5));
  }

  @Test
  void quantiles_are_symmetric() {
    for (int degrees = 1; degrees < 50; degrees++) {
      assertThat(StudentT.quantile(0.2, degrees))
          .isCloseTo(-StudentT.quantile(0.8, degrees), EXACT);
    }
  }

  @Test
  void what_is_no_probability_is_refused() {
    for (double probability : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> StudentT.quantile(probability, 3))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> StudentT.quantile(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Mean 3, s = sqrt(2.5), n = 5: 3 +- 2.776445 * 0.707107. */
  @Test
  void the_interval_of_a_mean_is_that_of_the_formula() {
    MeanInterval interval = MeanInterval.of(0.95, 1, 2, 3, 4, 5).orElseThrow();

    assertThat(interval.mean()).isEqualTo(3);
    assertThat(interval.halfWidth()).isCloseTo(1.963243, within(1e-6));
    assertThat(interval.low()).isCloseTo(1.036757, within(1e-6));
    assertThat(interval.high()).isCloseTo(4.963243, within(1e-6));
  }

  @Test
  void of_fewer_than_two_samples_there_is_no_interval() {
    assertThat(MeanInterval.of(0.95)).isEmpty();
    assertThat(MeanInterval.of(0.95, 7)).isEmpty();
  }

  @Test
  void as_many_intervals_hold_the_true_mean_as_their_level_says() {
    Random random = new Random(3);
    int runs = 20_000;
    int held = 0;
    for (int run = 0; run < runs; run++) {
      double[] samples = random.doubles(4).map(ignored -> 10 + random.nextGaussian()).toArray();
      MeanInterval interval = MeanInterval.of(0.9, samples).orElseThrow();
      held += interval.low() <= 10 && 10 <= interval.high() ? 1 : 0;
    }
    assertThat((double) held / runs).isCloseTo(0.9, within(0.01));
  }
}
