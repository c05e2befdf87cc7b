package dev.fedbench.core.stats;

/**
 * Counts finite doubles of either sign; any rank's value is known to 0.1 %.
 *
 * <p>Magnitudes below {@link Double#MIN_NORMAL} (2e-308) count as zero. Not thread-safe.
 */
final class LogHistogram {

  private final Buckets positive = new Buckets();
  private final Buckets negative = new Buckets();
  private long zeros;

  void add(double value) {
    if (value >= Double.MIN_NORMAL) {
      positive.add(value);
    } else if (value <= -Double.MIN_NORMAL) {
      negative.add(-value);
    } else {
      zeros++;
    }
  }

  void addAll(LogHistogram other) {
    positive.addAll(other.positive);
    negative.addAll(other.negative);
    zeros += other.zeros;
  }

  /**
   * The value of that rank, to 0.1 %.
   *
   * @param rank 1 for the smallest value, up to the number of values
   */
  double valueAt(long rank) {
    long below = negative.total();
    if (rank <= below) {
      return -negative.valueAt(below - rank + 1);
    }
    if (rank <= below + zeros) {
      return 0;
    }
    return positive.valueAt(rank - below - zeros);
  }
}
