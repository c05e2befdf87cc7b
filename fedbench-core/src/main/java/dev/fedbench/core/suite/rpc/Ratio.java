package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.stats.StudentT;
import java.util.List;
import java.util.Optional;

/**
 * How much larger one mean is than another, in percent, with a 95 % confidence interval: Welch's,
 * of the logarithms, so that a half and a double are equally far from none, with its degrees of
 * freedom rounded down. Pure.
 *
 * @param percent of the geometric means: 100 is the double
 * @param low the interval's lower end; empty unless both have two values at least
 * @param high its upper end
 */
record Ratio(double percent, Optional<Double> low, Optional<Double> high) {

  private static final double UPPER = 0.975;

  /** Empty if there is nothing to compare: no value, or one that is not positive. */
  static Optional<Ratio> of(List<Double> values, List<Double> base) {
    if (!positive(values) || !positive(base)) {
      return Optional.empty();
    }
    double[] one = logs(values);
    double[] other = logs(base);
    double difference = mean(one) - mean(other);
    if (one.length < 2 || other.length < 2) {
      return Optional.of(new Ratio(percent(difference), Optional.empty(), Optional.empty()));
    }
    double a = variance(one) / one.length;
    double b = variance(other) / other.length;
    double degrees = (a + b) * (a + b) / (a * a / (one.length - 1) + b * b / (other.length - 1));
    double half =
        a + b == 0 ? 0 : StudentT.quantile(UPPER, (long) Math.max(1, degrees)) * Math.sqrt(a + b);
    return Optional.of(
        new Ratio(
            percent(difference),
            finite(percent(difference - half)),
            finite(percent(difference + half))));
  }

  private static boolean positive(List<Double> values) {
    return !values.isEmpty() && values.stream().allMatch(value -> value > 0);
  }

  private static double[] logs(List<Double> values) {
    return values.stream().mapToDouble(Math::log).toArray();
  }

  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double... values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  private static double percent(double log) {
    return 100 * Math.expm1(log);
  }

  private static Optional<Double> finite(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
