package dev.fedbench.core.stats;

/**
 * Counts positive doubles in buckets that are at most 1/512 of their lower bound wide, so that a
 * bucket's middle is within 0.1 % of every value in it.
 *
 * <p>A bucket is a binary exponent and the first 9 bits of the fraction: every double has one,
 * whatever else was counted, and merging adds counts. Memory is 4 KiB for each power of two that
 * occurs and 8 KiB besides. Not thread-safe.
 */
final class Buckets {

  private static final int FRACTION_BITS = 9;
  private static final int SHIFT = 52 - FRACTION_BITS;
  private static final int PER_EXPONENT = 1 << FRACTION_BITS;
  private static final int EXPONENTS = 2047;

  private final long[][] counts = new long[EXPONENTS][];

  /** Counts one value, positive, normal and finite. */
  void add(double value) {
    int key = (int) (Double.doubleToRawLongBits(value) >>> SHIFT);
    of(key >>> FRACTION_BITS)[key & PER_EXPONENT - 1]++;
  }

  private long[] of(int exponent) {
    if (counts[exponent] == null) {
      counts[exponent] = new long[PER_EXPONENT];
    }
    return counts[exponent];
  }

  void addAll(Buckets other) {
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      long[] from = other.counts[exponent];
      if (from != null) {
        long[] to = of(exponent);
        for (int i = 0; i < PER_EXPONENT; i++) {
          to[i] += from[i];
        }
      }
    }
  }

  /** How many values were counted. */
  long total() {
    long total = 0;
    for (long[] page : counts) {
      if (page != null) {
        for (long count : page) {
          total += count;
        }
      }
    }
    return total;
  }

  /**
   * The middle of the bucket that holds the value of that rank.
   *
   * @param rank 1 for the smallest value, up to {@link #total}
   */
  double valueAt(long rank) {
    long left = rank;
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      long[] page = counts[exponent];
      for (int i = 0; page != null && i < PER_EXPONENT; i++) {
        left -= page[i];
        if (left <= 0) {
          return middle(exponent << FRACTION_BITS | i);
        }
      }
    }
    throw new IllegalArgumentException("rank %d; expected 1 to %d".formatted(rank, total()));
  }

  private static double middle(int key) {
    return Double.longBitsToDouble(((long) key << SHIFT) + (1L << SHIFT - 1));
  }
}
