package dev.fedbench.result;

import dev.fedbench.metric.Metric;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What the samples of one metric come to, in the metric's unit.
 *
 * @param metric what was measured
 * @param count number of samples, at least 1
 * @param mean arithmetic mean
 * @param stddev sample standard deviation (n - 1); empty for a single sample
 * @param min smallest sample
 * @param max largest sample
 * @param percentiles percentile (0 to 100) to value; nearest rank, exact for small samples and
 *     within 0.1 % of the value for large ones
 * @param iterations what the iterations' means come to; empty unless two iterations had samples
 */
public record MetricSummary(
    Metric metric,
    long count,
    double mean,
    OptionalDouble stddev,
    double min,
    double max,
    NavigableMap<Double, Double> percentiles,
    Optional<AcrossIterations> iterations) {

  public MetricSummary {
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(iterations, "iterations");
    if (count < 1) {
      throw new IllegalArgumentException(
          "metric '%s': a summary of %d samples; expected at least one"
              .formatted(metric.name(), count));
    }
    String where = "metric '" + metric.name() + "': ";
    Figures.finite(where + "mean", mean);
    Figures.finite(where + "min", min);
    Figures.finite(where + "max", max);
    if (min > max) {
      throw new IllegalArgumentException(
          "%smin %s above max %s; expected them in order".formatted(where, min, max));
    }
    if (stddev.isPresent()
        && !(stddev.getAsDouble() >= 0 && Double.isFinite(stddev.getAsDouble()))) {
      throw new IllegalArgumentException(
          "%sstandard deviation %s; expected a finite number, at least 0"
              .formatted(where, stddev.getAsDouble()));
    }
    percentiles.forEach(
        (percent, value) -> {
          if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                "%spercentile %s; expected 0 to 100".formatted(where, percent));
          }
          Figures.finite(where + "percentile " + percent, value);
        });
    percentiles = Collections.unmodifiableNavigableMap(new TreeMap<>(percentiles));
  }

  /** Of samples that no iterations tell apart. */
  public MetricSummary(
      Metric metric,
      long count,
      double mean,
      OptionalDouble stddev,
      double min,
      double max,
      NavigableMap<Double, Double> percentiles) {
    this(metric, count, mean, stddev, min, max, percentiles, Optional.empty());
  }

  /** The same samples, told apart by iterations. */
  public MetricSummary across(Optional<AcrossIterations> means) {
    return new MetricSummary(metric, count, mean, stddev, min, max, percentiles, means);
  }

  /** Sum of all samples, up to rounding. */
  public double sum() {
    return mean * count;
  }

  /**
   * One of the percentiles that the summary holds.
   *
   * @throws IllegalArgumentException if it does not hold that one
   */
  public double percentile(double percent) {
    Double value = percentiles.get(percent);
    if (value == null) {
      throw new IllegalArgumentException(
          "metric '%s' has no percentile %s; it has %s"
              .formatted(metric.name(), percent, percentiles.keySet()));
    }
    return value;
  }
}
