package dev.fedbench.core.load;

/**
 * Where a duration is counted: 512 buckets for each power of two, so that a bucket's middle is
 * within 0.1 % of every value in it; below 1024 every value has its own.
 */
final class Buckets {

  static final long LARGEST = (1L << 46) - 1;
  static final int COUNT = (46 - 9) * 512 + 512;

  private static final int BITS = 9;
  private static final int HALF = 1 << BITS;

  private Buckets() {}

  /**
   * The bucket of a duration.
   *
   * @param nanos 0 to {@link #LARGEST}
   */
  static int of(long nanos) {
    int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos));
    return (shift << BITS) + (int) (nanos >>> shift);
  }

  /** The duration in the middle of a bucket. */
  static long middle(int bucket) {
    if (bucket < 2 * HALF) {
      return bucket;
    }
    int shift = (bucket >>> BITS) - 1;
    return ((long) (bucket & HALF - 1) + HALF << shift) + (1L << shift - 1);
  }
}
