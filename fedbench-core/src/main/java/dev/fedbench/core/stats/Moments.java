package dev.fedbench.core.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Count, extremes, mean and standard deviation of batches of values.
 *
 * <p>A batch is taken in two corrected passes; batches merge by the rule of Chan, Golub and LeVeque
 * (Technical Report STAN-CS-79-773, 1979). Squares have to fit: mean and deviation take magnitudes
 * above {@value #LARGEST} as that, and a deviation below {@value #SMALLEST} may come out as 0. Not
 * thread-safe.
 */
final class Moments {

  static final double LARGEST = 1e140;
  static final double SMALLEST = 1e-150;

  private long count;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** The moments of the first {@code count} finite values. */
  static Moments of(double[] values, int count) {
    Moments moments = new Moments();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      sum += value;
      // Faster than Math.min and Math.max, which mind NaN.
      moments.min = value < moments.min ? value : moments.min;
      moments.max = value > moments.max ? value : moments.max;
    }
    if (moments.min < -LARGEST || moments.max > LARGEST) {
      moments.take(Arrays.stream(values, 0, count).map(Moments::bounded).toArray(), count, 0);
    } else if (count > 0) {
      moments.take(values, count, sum / count);
    }
    return moments;
  }

  private static double bounded(double value) {
    return Math.max(-LARGEST, Math.min(LARGEST, value));
  }

  /**
   * The second pass.
   *
   * @param near about the mean: the closer, the less is lost to rounding
   */
  private void take(double[] values, int count, double near) {
    double rest = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double delta = values[i] - near;
      rest += delta;
      sum += delta * delta;
    }
    this.count = count;
    mean = near + rest / count;
    squares = sum - rest * rest / count;
  }

  void addAll(Moments other) {
    if (other.count == 0) {
      return;
    }
    long sum = count + other.count;
    double delta = other.mean - mean;
    double share = (double) other.count / sum;
    mean = count == 0 ? other.mean : mean + delta * share;
    squares += other.squares + delta * delta * count * share;
    count = sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** Sample standard deviation (n - 1); empty for fewer than two values. */
  OptionalDouble stddev() {
    return count < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(Math.max(0, squares) / (count - 1)));
  }
}
