package dev.fedbench.core.stats;

import java.util.OptionalDouble;

/**
 * Count, mean and standard deviation of a stream: Welford's recurrence, and Chan, Golub and
 * LeVeque's rule for merging (Technical Report STAN-CS-79-773, 1979).
 *
 * <p>Squares have to fit: magnitudes above {@value #LARGEST} are taken as that, and a standard
 * deviation below {@value #SMALLEST} may come out as 0. Not thread-safe.
 */
final class Moments {

  static final double LARGEST = 1e140;
  static final double SMALLEST = 1e-150;

  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    double bounded = Math.max(-LARGEST, Math.min(LARGEST, value));
    count++;
    double delta = bounded - mean;
    mean += delta / count;
    squares += delta * (bounded - mean);
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
  }

  long count() {
    return count;
  }

  double mean() {
    return mean;
  }

  /** Sample standard deviation (n - 1); empty for fewer than two values. */
  OptionalDouble stddev() {
    return count < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(Math.max(0, squares) / (count - 1)));
  }
}
