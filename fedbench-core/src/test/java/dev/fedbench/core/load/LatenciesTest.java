package dev.fedbench.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sorting and exact arithmetic. */
class LatenciesTest {

  static Stream<Arguments> sources() {
    return Stream.of(
            named("lognormal", r -> (long) Math.exp(1.5 * r.nextGaussian() + 11)),
            named("around 100 us", r -> 100_000 + (long) (1_000 * r.nextGaussian())),
            named("few values", r -> r.nextInt(3)),
            named("two humps", r -> r.nextInt(50) == 0 ? 400_000_000 : 200 + r.nextInt(20)),
            named("any magnitude", r -> r.nextLong() >>> 18 + r.nextInt(45)))
        .flatMap(
            source ->
                Stream.of(1, 2, 10, 1_000, 20_000)
                    .map(count -> Arguments.of(source.get()[0], source.get()[1], count)));
  }

  private static Arguments named(String name, ToLongFunction<Random> source) {
    return Arguments.of(name, source);
  }

  @ParameterizedTest(name = "{0}, {2} samples")
  @MethodSource("sources")
  void percentiles_match_the_sorted_samples(String name, ToLongFunction<Random> source, int count) {
    long[] samples = samples(source, count, 1);
    Latencies latencies = of(samples);

    long[] sorted = samples.clone();
    Arrays.sort(sorted);
    for (double percent : new double[] {0, 1, 50, 90, 95, 99, 99.9, 99.99, 100}) {
      int rank = (int) Math.max(1, Math.ceil(Math.round(percent * 1000) * (long) count / 1e5));
      long truth = sorted[rank - 1];
      assertThat(latencies.percentile(percent))
          .as("percentile %s", percent)
          .isCloseTo(truth, within(truth / 1000));
    }
    assertThat(latencies.count()).isEqualTo(count);
    assertThat(latencies.min()).isEqualTo(sorted[0]);
    assertThat(latencies.max()).isEqualTo(sorted[count - 1]);
  }

  @ParameterizedTest(name = "{0}, {2} samples")
  @MethodSource("sources")
  void mean_deviation_and_jitter_match_exact_arithmetic(
      String name, ToLongFunction<Random> source, int count) {
    long[] samples = samples(source, count, 2);
    Latencies latencies = of(samples);

    double mean = sum(LongStream.of(samples)).doubleValue() / count;
    assertThat(latencies.mean()).isCloseTo(mean, within(1e-12 * mean + 1e-12));
    if (count == 1) {
      assertThat(latencies.stddev()).isEmpty();
      assertThat(latencies.jitter()).isEmpty();
      return;
    }
    double squares = LongStream.of(samples).mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double truth = Math.sqrt(squares / (count - 1));
    assertThat(latencies.stddev().orElseThrow()).isCloseTo(truth, within(1e-9 * truth + 1e-9));
    double steps =
        sum(IntStream.range(1, count).mapToLong(i -> Math.abs(samples[i] - samples[i - 1])))
                .doubleValue()
            / (count - 1);
    assertThat(latencies.jitter().orElseThrow()).isCloseTo(steps, within(1e-12 * steps + 1e-12));
  }

  @ParameterizedTest(name = "{0}, {2} samples")
  @MethodSource("sources")
  void outliers_are_the_largest_above_the_bound_with_their_times(
      String name, ToLongFunction<Random> source, int count) {
    long[] samples = samples(source, count, 3);
    Latencies latencies = of(samples);

    long median = median(LongStream.of(samples));
    long mad = median(LongStream.of(samples).map(value -> Math.abs(value - median)));
    assertThat((double) latencies.medianAbsoluteDeviation())
        .isCloseTo(mad, within(0.003 * (median + mad)));
    double bound = latencies.outlierBound().orElse(Double.POSITIVE_INFINITY);
    assertThat(latencies.outliers())
        .isEqualTo(
            IntStream.range(0, count)
                .mapToObj(i -> new Outlier(i, samples[i]))
                .filter(one -> one.nanos() > bound)
                .sorted(Outlier.LONGEST_FIRST)
                .limit(Latencies.MAX_OUTLIERS)
                .toList());
    assertThat(latencies.outlierCount())
        .isEqualTo(
            LongStream.of(samples).filter(x -> Buckets.middle(Buckets.of(x)) > bound).count());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void merging_is_associative_and_commutative_exactly(long seed) {
    Random random = new Random(seed);
    Latencies a = of(samples(r -> r.nextInt(1_000_000), random.nextInt(3_000), seed));
    Latencies b = of(samples(r -> r.nextLong() >>> 20, random.nextInt(3_000), seed + 10));
    Latencies c = of(samples(r -> r.nextInt(100), random.nextInt(100), seed + 20));

    List<Object> left = figures(a.plus(b).plus(c));
    assertThat(figures(a.plus(b.plus(c)))).isEqualTo(left);
    assertThat(figures(c.plus(b).plus(a))).isEqualTo(left);
    assertThat(figures(a.plus(Latencies.EMPTY))).isEqualTo(figures(a));
  }

  @Test
  void merged_parts_are_the_whole() {
    long[] samples = samples(r -> r.nextInt(1_000_000), 10_000, 4);
    Latencies whole = of(samples);
    Latencies parts =
        of(Arrays.copyOf(samples, 3_000)).plus(of(Arrays.copyOfRange(samples, 3_000, 10_000)));

    assertThat(parts.percentile(99)).isEqualTo(whole.percentile(99));
    assertThat(parts.mean()).isEqualTo(whole.mean());
    assertThat(parts.stddev()).isEqualTo(whole.stddev());
  }

  @Test
  void durations_beyond_the_range_count_as_its_ends() {
    Latencies latencies = of(-5, Long.MIN_VALUE, Long.MAX_VALUE, 7);

    assertThat(latencies.min()).isZero();
    assertThat(latencies.max()).isEqualTo(Latencies.LONGEST);
    assertThat(latencies.percentile(75)).isEqualTo(7);
  }

  @Test
  void sums_do_not_overflow() {
    Samples samples = new Samples();
    for (int i = 0; i < 1_000_000; i++) {
      samples.add(Latencies.LONGEST - (i & 1) * 2, i);
    }
    Latencies latencies = samples.take();

    assertThat(latencies.mean()).isEqualTo(Latencies.LONGEST - 1.0);
    assertThat(latencies.stddev().orElseThrow()).isCloseTo(1, within(1e-6));
  }

  @Test
  void of_no_durations_there_is_no_figure() {
    assertThat(Latencies.EMPTY.isEmpty()).isTrue();
    assertThat(Latencies.EMPTY.stddev()).isEmpty();
    assertThat(Latencies.EMPTY.jitter()).isEmpty();
    assertThat(Latencies.EMPTY.outliers()).isEmpty();
    assertThat(Latencies.EMPTY.outlierCount()).isZero();
    assertThatThrownBy(Latencies.EMPTY::mean).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(() -> Latencies.EMPTY.percentile(50))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void every_bucket_holds_its_own_middle_and_no_value_is_farther_than_a_thousandth() {
    for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
      assertThat(Buckets.of(Buckets.middle(bucket))).isEqualTo(bucket);
    }
    assertThat(Buckets.of(Buckets.LARGEST)).isEqualTo(Buckets.COUNT - 1);
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() >>> 18 + random.nextInt(46);
      long error = Math.abs(Buckets.middle(Buckets.of(value)) - value);
      assertThat(error * 1_000).isLessThanOrEqualTo(value);
    }
  }

  @Test
  void a_long_series_has_coarser_points_and_the_same_total_in_whatever_order_it_is_made() {
    Stripe all = Stripe.shared();
    Stripe early = Stripe.shared();
    Stripe late = Stripe.shared();
    for (long second = 0; second < 10_000; second++) {
      all.response(second, second * 1_000_000_000);
      (second < 5_000 ? early : late).response(second, second * 1_000_000_000);
    }
    Series whole = all.totals().series();
    Series first = early.totals().series();
    Series second = late.totals().series();

    assertThat(whole.secondsPerPoint()).isEqualTo(4);
    assertThat(whole.points()).hasSize(2_500);
    assertThat(whole.total().count()).isEqualTo(10_000);
    for (Series merged : List.of(first.plus(second), second.plus(first))) {
      assertThat(merged.secondsPerPoint()).isEqualTo(4);
      assertThat(merged.points().keySet()).isEqualTo(whole.points().keySet());
      assertThat(merged.points().get(2_499L).max()).isEqualTo(9_999);
      assertThat(merged.total().mean()).isEqualTo(whole.total().mean());
    }
  }

  private static List<Object> figures(Latencies latencies) {
    return List.of(
        latencies.count(),
        latencies.isEmpty() ? 0 : latencies.mean(),
        latencies.stddev(),
        latencies.jitter(),
        latencies.isEmpty() ? 0 : latencies.percentile(50),
        latencies.isEmpty() ? 0 : latencies.percentile(99.9),
        latencies.outlierCount(),
        latencies.outliers());
  }

  private static BigInteger sum(LongStream values) {
    return values.mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** By nearest rank. */
  private static long median(LongStream values) {
    long[] sorted = values.sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  private static long[] samples(ToLongFunction<Random> source, int count, long seed) {
    Random random = new Random(seed);
    return LongStream.generate(() -> source.applyAsLong(random)).limit(count).toArray();
  }

  private static Latencies of(long... durations) {
    Samples samples = new Samples();
    for (int i = 0; i < durations.length; i++) {
      samples.add(durations[i], i);
    }
    return samples.take();
  }
}
