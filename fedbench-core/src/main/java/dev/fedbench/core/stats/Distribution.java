package dev.fedbench.core.stats;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.MetricSummary;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;

/**
 * The samples of one metric: each of them up to {@link #EXACT}, counts in a histogram beyond that.
 *
 * <p>Which of the two it is depends on the number of samples alone, so that merging is associative
 * and commutative: exactly for count, extremes and percentiles, up to rounding for mean and
 * standard deviation. Memory is bounded: 32 KiB of samples, or a histogram. Not thread-safe.
 */
final class Distribution {

  /** Up to so many samples percentiles are exact; beyond they are within 0.1 %. */
  static final int EXACT = 4_096;

  /** Samples beyond that are counted in batches of this size: adding one is a store. */
  private static final int BATCH = 256;

  /** The percentiles that a summary holds, in thousandths. */
  private static final int[] PERMILLES = {500, 900, 950, 990, 999};

  private double[] samples = new double[16];
  private int kept;

  /** Holds samples that are not kept any more; null while all are. */
  private LogHistogram histogram;

  /** Of the samples in the histogram. */
  private final Moments counted = new Moments();

  /** Adds a finite sample. */
  void add(double sample) {
    if (kept == samples.length) {
      makeRoom();
    }
    samples[kept++] = sample + 0.0; // -0.0 becomes 0.0
  }

  /** Adds all samples of another distribution, which stays as it is. */
  void addAll(Distribution other) {
    for (int i = 0; i < other.kept; i++) {
      add(other.samples[i]);
    }
    if (other.histogram != null) {
      count();
      histogram.addAll(other.histogram);
      counted.addAll(other.counted);
    }
  }

  private void makeRoom() {
    if (histogram == null && kept < EXACT) {
      samples = Arrays.copyOf(samples, 2 * kept);
    } else {
      count();
    }
  }

  /** Moves the kept samples to the histogram. */
  private void count() {
    if (histogram == null) {
      histogram = new LogHistogram();
    }
    for (int i = 0; i < kept; i++) {
      histogram.add(samples[i]);
    }
    counted.addAll(Moments.of(samples, kept));
    samples = samples.length == BATCH ? samples : new double[BATCH];
    kept = 0;
  }

  /**
   * What the samples come to.
   *
   * @param metric what they are samples of
   * @throws IllegalArgumentException if there is none
   */
  MetricSummary summary(Metric metric) {
    if (histogram == null) {
      Arrays.sort(samples, 0, kept);
      return summary(metric, Moments.of(samples, kept), rank -> samples[(int) rank - 1]);
    }
    count();
    return summary(metric, counted, this::histogramValue);
  }

  private double histogramValue(long rank) {
    return Math.max(counted.min(), Math.min(counted.max(), histogram.valueAt(rank)));
  }

  private static MetricSummary summary(Metric metric, Moments all, LongToDoubleFunction valueAt) {
    NavigableMap<Double, Double> percentiles = new TreeMap<>();
    for (int permille : PERMILLES) {
      if (all.count() > 0) {
        percentiles.put(permille / 10.0, valueAt.applyAsDouble(rank(permille, all.count())));
      }
    }
    return new MetricSummary(
        metric, all.count(), all.mean(), all.stddev(), all.min(), all.max(), percentiles);
  }

  /** Nearest rank: the smallest whose share of all samples is at least {@code permille}. */
  static long rank(int permille, long count) {
    return (permille * count + 999) / 1000;
  }
}
