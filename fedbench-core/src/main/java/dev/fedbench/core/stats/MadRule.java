package dev.fedbench.core.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Outliers by the median absolute deviation (MAD): what is more than 3.5 deviations from the
 * median, a deviation being 1.4826 MAD, which estimates the standard deviation of a normal
 * distribution (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). Outliers do not
 * move the bounds, as they would with mean and standard deviation. Pure.
 */
public final class MadRule {

  private static final double DEVIATIONS = 3.5;
  private static final double DEVIATION_PER_MAD = 1.4826;

  private MadRule() {}

  /** What is above is an outlier; empty if the MAD is 0, for then the rule says nothing. */
  public static OptionalDouble upperBound(double median, double mad) {
    return mad > 0
        ? OptionalDouble.of(median + DEVIATIONS * DEVIATION_PER_MAD * mad)
        : OptionalDouble.empty();
  }

  /** The outliers among finite values, above and below, in their order. */
  public static double[] outliers(double... values) {
    if (values.length == 0) {
      return new double[0];
    }
    double median = median(values);
    double mad = median(Arrays.stream(values).map(value -> Math.abs(value - median)).toArray());
    OptionalDouble bound = upperBound(0, mad);
    return bound.isEmpty()
        ? new double[0]
        : Arrays.stream(values)
            .filter(value -> Math.abs(value - median) > bound.getAsDouble())
            .toArray();
  }

  /** The middle of the sorted values, or the mean of the two middle ones. */
  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
