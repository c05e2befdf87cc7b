package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

  @Test
  void times_are_exact_to_the_nanosecond_over_a_million_million_requests() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      long rate = 1 + (random.nextLong() >>> 1) % 3_000_000_000L >>> random.nextInt(30);
      rate = Math.max(1, rate);
      // What fits 292 years.
      long request = (random.nextLong() >>> 1) % Math.min(1_000_000_000_001L, 9_000_000 * rate);
      BigInteger exact =
          BigInteger.valueOf(request)
              .multiply(BigInteger.TEN.pow(12))
              .divide(BigInteger.valueOf(rate));
      assertThat(Schedule.due(request, rate)).isEqualTo(exact.longValueExact());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.3, 7, 333.333, 5_000, 3_000_000})
  void a_schedule_goes_through_its_times(double rate) {
    Schedule schedule = Schedule.constant(Rates.thousandths(rate));
    for (long i = 0; i < 1_000; i++) {
      assertThat(schedule.next()).isEqualTo(Schedule.due(i, Rates.thousandths(rate)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 3_000_001, 0.0009})
  void a_rate_out_of_range_is_refused(double rate) {
    assertThatThrownBy(() -> OpenPlan.of(rate, Extent.requests(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.001 to 3000000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void poisson_distances_have_the_mean_and_deviation_of_their_rate(long seed) {
    Schedule schedule = Schedule.poisson(1_000, seed);
    int count = 200_000;
    long before = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      long at = schedule.next();
      assertThat(at).isGreaterThanOrEqualTo(before);
      squares += Math.pow(at - before, 2);
      before = at;
    }
    double mean = (double) before / count;
    // The mean's own deviation is 0.22 %; of an exponential distribution it is the mean.
    assertThat(mean).isCloseTo(1e6, Percentage.withPercentage(1));
    assertThat(Math.sqrt(squares / count - mean * mean))
        .isCloseTo(1e6, Percentage.withPercentage(2));
  }

  @Test
  void poisson_times_are_reproducible_by_their_seed_and_differ_between_seeds() {
    Schedule one = Schedule.poisson(1_000, 5);
    Schedule same = Schedule.poisson(1_000, 5);
    Schedule other = Schedule.poisson(1_000, 6);
    boolean differs = false;
    for (int i = 0; i < 1_000; i++) {
      long at = one.next();
      assertThat(same.next()).isEqualTo(at);
      differs |= other.next() != at;
    }
    assertThat(differs).isTrue();
  }
}
