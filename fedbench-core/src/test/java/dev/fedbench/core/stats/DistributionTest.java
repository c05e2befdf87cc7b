package dev.fedbench.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.MetricSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.HdrHistogram.DoubleHistogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles and moments against sorting and exact arithmetic. */
class DistributionTest {

  private static final Metric METRIC = Metric.seconds("test.time");

  static Stream<Arguments> sources() {
    return Stream.of(
            named("lognormal seconds", r -> Math.exp(2 * r.nextGaussian() - 7)),
            named("normal, both signs", Random::nextGaussian),
            named("uniform", Random::nextDouble),
            named("few values", r -> r.nextInt(3) - 1),
            named("all negative", r -> -Math.exp(r.nextGaussian())),
            named("bytes", r -> r.nextInt(1 << 30)),
            named(
                "any magnitude",
                r -> (r.nextBoolean() ? 1 : -1) * Math.pow(10, 600 * r.nextDouble() - 300)),
            named("slow drift around a million", r -> 1e6 + r.nextGaussian() * 1e-3))
        .flatMap(
            source ->
                Stream.of(1, 2, 999, 1000, Distribution.EXACT, Distribution.EXACT + 1, 12_000)
                    .map(count -> Arguments.of(source.get()[0], source.get()[1], count)));
  }

  private static Arguments named(String name, ToDoubleFunction<Random> source) {
    return Arguments.of(name, source);
  }

  @ParameterizedTest(name = "{0}, {2} samples")
  @MethodSource("sources")
  void percentiles_and_extremes_match_the_sorted_samples(
      String name, ToDoubleFunction<Random> source, int count) {
    double[] samples = samples(source, count, count);
    MetricSummary summary = of(samples).summary(METRIC);

    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    assertThat(summary.count()).isEqualTo(count);
    assertThat(summary.min()).isEqualTo(sorted[0]);
    assertThat(summary.max()).isEqualTo(sorted[count - 1]);
    assertThat(summary.percentiles()).containsOnlyKeys(50.0, 90.0, 95.0, 99.0, 99.9);
    summary
        .percentiles()
        .forEach(
            (percent, value) -> {
              double truth = sorted[nearestRank(percent, count) - 1];
              double error = count <= Distribution.EXACT ? 0 : Math.abs(truth) * 0.001;
              assertThat(value).as("percentile %s", percent).isCloseTo(truth, within(error));
            });
  }

  @ParameterizedTest(name = "{0}, {2} samples")
  @MethodSource("sources")
  void mean_and_deviation_match_exact_arithmetic(
      String name, ToDoubleFunction<Random> source, int count) {
    double[] samples = samples(source, count, -count);
    for (int i = 0; i < count; i++) {
      samples[i] = Math.max(-Moments.LARGEST, Math.min(Moments.LARGEST, samples[i]));
    }
    MetricSummary summary = of(samples).summary(METRIC);

    BigDecimal mean = exactMean(samples);
    double magnitude = Arrays.stream(samples).map(Math::abs).max().orElseThrow();
    assertThat(summary.mean()).isCloseTo(mean.doubleValue(), within(1e-13 * magnitude));
    if (count == 1) {
      assertThat(summary.stddev()).isEmpty();
    } else {
      double truth = exactDeviation(samples, mean);
      assertThat(summary.stddev().orElseThrow())
          .isCloseTo(truth, within(Math.max(1e-7 * truth, Moments.SMALLEST)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void merging_is_associative_and_commutative(long seed) {
    Random random = new Random(seed);
    for (int sizes = 0; sizes < 20; sizes++) {
      double[] a = samples(Random::nextGaussian, random.nextInt(5_000), random.nextLong());
      double[] b = samples(r -> Math.exp(r.nextGaussian()), random.nextInt(3_000), seed);
      double[] c = samples(r -> -r.nextDouble(), 1 + random.nextInt(3_000), random.nextLong());

      Distribution leftFirst = merged(merged(of(a), of(b)), of(c));
      Distribution rightFirst = merged(of(a), merged(of(b), of(c)));
      Distribution backwards = merged(of(c), merged(of(b), of(a)));
      double[] all = concat(a, b, c);
      for (Distribution one : List.of(leftFirst, rightFirst, backwards)) {
        assertSame(one.summary(METRIC), of(all).summary(METRIC));
      }
    }
  }

  private static void assertSame(MetricSummary actual, MetricSummary expected) {
    assertThat(actual.count()).isEqualTo(expected.count());
    assertThat(actual.min()).isEqualTo(expected.min());
    assertThat(actual.max()).isEqualTo(expected.max());
    assertThat(actual.percentiles()).isEqualTo(expected.percentiles());
    assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(actual.stddev().orElse(0)).isCloseTo(expected.stddev().orElse(0), within(1e-12));
  }

  @Test
  void a_hostile_double_neither_throws_nor_makes_a_figure_that_is_not_a_number() {
    double[] hostile = {
      0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -1e300
    };
    for (int repeats : new int[] {1, 10_000}) {
      Distribution distribution = new Distribution();
      for (int i = 0; i < repeats; i++) {
        for (double value : hostile) {
          distribution.add(value);
        }
      }
      MetricSummary summary = distribution.summary(METRIC);
      assertThat(summary.mean()).isFinite();
      assertThat(summary.stddev().orElseThrow()).isFinite();
      assertThat(summary.min()).isEqualTo(-1e300);
      assertThat(summary.max()).isEqualTo(Double.MAX_VALUE);
      assertThat(summary.percentile(50)).isCloseTo(0, within(Double.MIN_NORMAL));
    }
  }

  /** A second opinion, where HdrHistogram can give one: it cannot span more than 2^53. */
  @Test
  void percentiles_agree_with_HdrHistogram() {
    DoubleHistogram other = new DoubleHistogram(4);
    Distribution distribution = new Distribution();
    for (double value : samples(r -> Math.exp(2 * r.nextGaussian() - 7), 100_000, 9)) {
      other.recordValue(value);
      distribution.add(value);
    }
    distribution
        .summary(METRIC)
        .percentiles()
        .forEach(
            (percent, value) ->
                assertThat(value)
                    .isCloseTo(
                        other.getValueAtPercentile(percent), Percentage.withPercentage(0.12)));
  }

  @Test
  void the_rank_is_exact_where_floating_point_would_not_be() {
    assertThat(Distribution.rank(999, 1000)).isEqualTo(999);
    assertThat(Distribution.rank(500, 1)).isEqualTo(1);
    assertThat(Distribution.rank(950, 20)).isEqualTo(19);
    assertThat(Distribution.rank(999, 9_000_000_000_000_000L)).isEqualTo(8_991_000_000_000_000L);
  }

  private static int nearestRank(double percent, int count) {
    return BigDecimal.valueOf(percent)
        .multiply(BigDecimal.valueOf(count))
        .divide(BigDecimal.valueOf(100))
        .setScale(0, java.math.RoundingMode.CEILING)
        .intValueExact();
  }

  private static BigDecimal exactMean(double[] samples) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double sample : samples) {
      sum = sum.add(new BigDecimal(sample));
    }
    return sum.divide(BigDecimal.valueOf(samples.length), MathContext.DECIMAL128);
  }

  private static double exactDeviation(double[] samples, BigDecimal mean) {
    BigDecimal squares = BigDecimal.ZERO;
    for (double sample : samples) {
      BigDecimal distance = new BigDecimal(sample).subtract(mean);
      squares = squares.add(distance.multiply(distance, MathContext.DECIMAL128));
    }
    return squares
        .divide(BigDecimal.valueOf(samples.length - 1), MathContext.DECIMAL128)
        .sqrt(MathContext.DECIMAL64)
        .doubleValue();
  }

  private static double[] samples(ToDoubleFunction<Random> source, int count, long seed) {
    Random random = new Random(seed);
    double[] samples = new double[count];
    Arrays.setAll(samples, i -> source.applyAsDouble(random) + 0.0);
    return samples;
  }

  private static Distribution of(double[] samples) {
    Distribution distribution = new Distribution();
    for (double sample : samples) {
      distribution.add(sample);
    }
    return distribution;
  }

  private static Distribution merged(Distribution a, Distribution b) {
    Distribution merged = new Distribution();
    merged.addAll(a);
    merged.addAll(b);
    return merged;
  }

  private static double[] concat(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }
}
