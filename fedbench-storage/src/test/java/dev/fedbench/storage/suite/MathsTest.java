package dev.fedbench.storage.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.workload.Workloads;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Growth and limits, against values that are known otherwise. */
class MathsTest {

  @Test
  void the_exponent_of_a_power_is_found_with_what_it_explains() {
    List<Regression.Point> cubes =
        List.of(
            new Regression.Point(1, 2),
            new Regression.Point(10, 2e3),
            new Regression.Point(7, 686));
    Regression growth = Regression.power(cubes);
    assertThat(growth.slope()).isEqualTo(3, within(1e-12));
    assertThat(Math.exp(growth.intercept())).isEqualTo(2, within(1e-12));
    assertThat(growth.rSquared()).isEqualTo(1, within(1e-12));
  }

  /** Anscombe's first quartet: y = 3.00 + 0.500 x, R2 = 0.67 (The American Statistician, 1973). */
  @Test
  void a_line_is_that_of_a_published_example() {
    double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
    List<Regression.Point> points =
        IntStream.range(0, x.length).mapToObj(i -> new Regression.Point(x[i], y[i])).toList();
    Regression line = Regression.linear(points);
    assertThat(line.slope()).isEqualTo(0.5001, within(1e-4));
    assertThat(line.intercept()).isEqualTo(3.0001, within(1e-4));
    assertThat(line.rSquared()).isEqualTo(0.6665, within(1e-4));
  }

  @Test
  void sizes_that_are_all_equal_make_no_line() {
    List<Regression.Point> equal = List.of(new Regression.Point(1, 2), new Regression.Point(1, 3));
    assertThatThrownBy(() -> Regression.linear(equal)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_speed_up_that_is_always_the_same_is_certain() {
    SpeedUp always = SpeedUp.of(Collections.nCopies(5, new SpeedUp.Pair(3, 2)), 1);
    assertThat(always).isEqualTo(new SpeedUp(1.5, 1.5, 1.5));
    assertThatThrownBy(() -> SpeedUp.of(List.of(new SpeedUp.Pair(3, 2)), 1))
        .hasMessageContaining("1 pairs");
  }

  /** Of normal noise: 95 of a hundred intervals hold the truth, give or take what chance allows. */
  @Test
  void most_intervals_hold_the_truth_and_are_as_wide_as_the_noise() {
    Random random = new Random(1);
    int held = 0;
    double width = 0;
    for (int i = 0; i < 200; i++) {
      List<SpeedUp.Pair> pairs =
          Stream.generate(
                  () ->
                      new SpeedUp.Pair(10 + random.nextGaussian(), 5 + 0.5 * random.nextGaussian()))
              .limit(30)
              .toList();
      SpeedUp found = SpeedUp.of(pairs, i);
      held += found.low() <= 2 && 2 <= found.high() ? 1 : 0;
      width += (found.high() - found.low()) / 200;
    }
    assertThat(held).isBetween(176, 199);
    // 2 * 1.96 * 2 * sqrt((0.1^2 + 0.1^2) / 30), of the ratio to first order
    assertThat(width).isEqualTo(0.2025, within(0.02));
  }

  /** From the table of the normal distribution. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1, 0.8413447460685429",
    "-1.96, 0.024997895148220435",
    "-2.999999, 0.001349902463485155",
    "-3, 0.0013498980316300946",
    "3, 0.9986501019683699",
    "-10, 7.619853024160527e-24",
    "40, 1"
  })
  void the_normal_distribution_is_that_of_the_tables(double x, double expected) {
    assertThat(Rounded.cumulative(x)).isCloseTo(expected, withinPercentage(1e-10));
  }

  /** Where the grid is fine the sum over it is what the integral says; where it is coarse, none. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2, 3.9})
  void the_entropy_on_a_grid_meets_the_differential_entropy(double deviation) {
    double variance = deviation * deviation + 1 / 12.0;
    double wide = Math.log(2 * Math.PI * Math.E * variance) / Math.log(4);
    double change = Math.log(2 * Math.PI * Math.E * (variance + 1 / 12.0)) / Math.log(4);
    assertThat(Rounded.entropyOfValue(deviation)).isEqualTo(wide, within(1e-4));
    assertThat(Rounded.entropyOfValue(1e-3)).isLessThan(0.1);
    assertThat(Rounded.entropyOfChange(deviation)).isEqualTo(change, within(1e-3));
    assertThat(Rounded.squareOfChange(deviation))
        .isEqualTo(deviation * deviation + 1 / 6.0, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.7, 3})
  void changes_of_rounded_numbers_are_those_that_are_drawn(double deviation) {
    Random random = new Random(1);
    int draws = 1_000_000;
    Map<Long, Integer> counts = new HashMap<>();
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      long change = Math.round(random.nextDouble() - 0.5 + deviation * random.nextGaussian());
      counts.merge(change, 1, Integer::sum);
      squares += (double) change * change / draws;
    }
    double bits = 0;
    for (int count : counts.values()) {
      double p = (double) count / draws;
      bits -= p * Math.log(p) / Math.log(2);
    }
    assertThat(Rounded.entropyOfChange(deviation)).isEqualTo(bits, within(0.02 * bits));
    assertThat(Rounded.squareOfChange(deviation)).isEqualTo(squares, within(0.03 * squares));
  }

  /** Most changes are less than half a step there, and are lost; others are a whole one. */
  @Test
  void no_coder_of_numbers_that_are_rounded_coarsely_gets_below_the_limit() throws Exception {
    Series similar = Series.of(Workloads.bf16similar(1));
    Bounds bounds = Bounds.of(similar);
    assertThat(bounds.limit().orElseThrow()).isBetween(0.95 * bounds.planes(), bounds.planes());
  }

  /** The facts that the codecs were designed by: 1.207 alone, 1.94 given the base. */
  @Test
  void the_limits_of_noise_of_a_thousandth_are_those_that_are_known() throws Exception {
    Series similar = Series.of(Workloads.similar(1));
    byte[] base = bytes(similar, 0);
    byte[] near = bytes(similar, 1);
    double alone = base.length / GaussianLimit.bytes(Dtype.F32, base, Optional.empty());
    double given = near.length / GaussianLimit.bytes(Dtype.F32, near, Optional.of(base));
    assertThat(alone).isEqualTo(1.207, within(0.003));
    assertThat(given).isEqualTo(1.94, within(0.005));
    assertThat(GaussianLimit.bytes(Dtype.F32, base, Optional.of(base))).isZero();
  }

  private static byte[] bytes(Series series, int model) throws Exception {
    var checkpoint = series.models().get(model);
    return checkpoint.open(checkpoint.tensors().get(0)).readAllBytes();
  }
}
