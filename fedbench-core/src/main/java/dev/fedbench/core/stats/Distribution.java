package dev.fedbench.core.stats;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.MetricSummary;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

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

  /** The percentiles that a summary holds, in thousandths. */
  private static final int[] PERMILLES = {500, 900, 950, 990, 999};

  private final Moments moments = new Moments();
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private double[] samples = new double[16];
  private int kept;

  /** Holds every sample once there are more than {@link #EXACT}; null before. */
  private LogHistogram histogram;

  /** Adds a finite sample. */
  void add(double sample) {
    double value = sample + 0.0; // -0.0 becomes 0.0
    moments.add(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    keep(value);
  }

  /** Adds all samples of another distribution, which stays as it is. */
  void addAll(Distribution other) {
    moments.addAll(other.moments);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    for (int i = 0; i < other.kept; i++) {
      keep(other.samples[i]);
    }
    if (other.histogram != null) {
      count();
      histogram.addAll(other.histogram);
    }
  }

  private void keep(double value) {
    if (kept == EXACT) {
      count();
    }
    if (histogram != null) {
      histogram.add(value);
      return;
    }
    if (kept == samples.length) {
      samples = Arrays.copyOf(samples, 2 * kept);
    }
    samples[kept++] = value;
  }

  /** From now on samples are counted; those kept until now are, too. */
  private void count() {
    if (histogram == null) {
      histogram = new LogHistogram();
      for (int i = 0; i < kept; i++) {
        histogram.add(samples[i]);
      }
      samples = new double[0];
      kept = 0;
    }
  }

  /**
   * What the samples come to.
   *
   * @param metric what they are samples of
   * @throws IllegalArgumentException if there is none
   */
  MetricSummary summary(Metric metric) {
    long count = moments.count();
    Arrays.sort(samples, 0, kept);
    NavigableMap<Double, Double> percentiles = new TreeMap<>();
    for (int permille : PERMILLES) {
      if (count > 0) {
        percentiles.put(permille / 10.0, valueAt(rank(permille, count)));
      }
    }
    return new MetricSummary(
        metric, count, moments.mean(), moments.stddev(), min, max, percentiles);
  }

  /** Nearest rank: the smallest whose share of all samples is at least {@code permille}. */
  static long rank(int permille, long count) {
    return (permille * count + 999) / 1000;
  }

  private double valueAt(long rank) {
    return histogram == null
        ? samples[(int) rank - 1]
        : Math.max(min, Math.min(max, histogram.valueAt(rank)));
  }
}
