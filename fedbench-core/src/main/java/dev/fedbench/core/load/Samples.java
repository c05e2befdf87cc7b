package dev.fedbench.core.load;

/** Records durations; one thread at a time. Taking one writes to memory that stays in the cache. */
final class Samples {

  /** So that no bucket's count overflows. */
  private static final int MOST = 1 << 30;

  private static final long NO_PREVIOUS = -1;

  private final int[] counts = new int[Buckets.COUNT];
  private final Sum sum = new Sum();
  private final Sum squares = new Sum();
  private final Sum differenceSum = new Sum();
  private final Largest largest = new Largest();
  private Latencies earlier = Latencies.EMPTY;
  private int taken;
  private long min = Long.MAX_VALUE;
  private long max;
  private long differences;
  private long previous = NO_PREVIOUS;

  /**
   * Records one duration.
   *
   * @param nanos counts as at least 0 and at most {@link Latencies#LONGEST}
   * @param atNanos when it ended, for the list of outliers
   */
  void add(long nanos, long atNanos) {
    long value = Math.max(0, Math.min(Buckets.LARGEST, nanos));
    counts[Buckets.of(value)]++;
    sum.add(value);
    squares.addSquare(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (previous != NO_PREVIOUS) {
      differences++;
      differenceSum.add(Math.abs(value - previous));
    }
    previous = value;
    largest.add(value, atNanos);
    if (++taken == MOST) {
      earlier = take();
    }
  }

  boolean isEmpty() {
    return taken == 0 && earlier.isEmpty();
  }

  /** All that was recorded since the last time. */
  Latencies take() {
    if (isEmpty()) {
      return Latencies.EMPTY;
    }
    Latencies now =
        new Latencies(
            // No range if all were moved to the earlier ones.
            Counts.moved(counts, Buckets.of(Math.min(min, max)), Buckets.of(max) + 1),
            sum.take(),
            squares.take(),
            min,
            max,
            differences,
            differenceSum.take(),
            largest.list());
    Latencies all = earlier.plus(now);
    earlier = Latencies.EMPTY;
    taken = 0;
    min = Long.MAX_VALUE;
    max = 0;
    differences = 0;
    largest.clear();
    return all;
  }
}
