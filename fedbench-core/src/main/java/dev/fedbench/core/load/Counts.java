package dev.fedbench.core.load;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How often each bucket was hit, for the buckets that were. Immutable. */
final class Counts {

  static final Counts EMPTY = new Counts(new int[0], new long[0]);

  /** Ascending. */
  private final int[] buckets;

  /** Positive, as many as buckets. */
  private final long[] counts;

  private final long total;

  private Counts(int[] buckets, long[] counts) {
    this.buckets = buckets;
    this.counts = counts;
    this.total = Arrays.stream(counts).sum();
  }

  /** Moves the counts of a range of buckets here: they are 0 afterwards. */
  static Counts moved(int[] dense, int from, int to) {
    int used = 0;
    for (int i = from; i < to; i++) {
      used += dense[i] == 0 ? 0 : 1;
    }
    int[] buckets = new int[used];
    long[] counts = new long[used];
    for (int i = from, k = 0; k < used; i++) {
      if (dense[i] != 0) {
        buckets[k] = i;
        counts[k++] = dense[i];
        dense[i] = 0;
      }
    }
    return new Counts(buckets, counts);
  }

  long total() {
    return total;
  }

  /**
   * The middle of the bucket that holds the value of that rank.
   *
   * @param rank 1 to {@link #total}
   */
  long valueAt(long rank) {
    long left = rank;
    int i = -1;
    while (left > 0) {
      left -= counts[++i];
    }
    return Buckets.middle(buckets[i]);
  }

  /** How many values are in buckets whose middle is above the bound. */
  long above(double bound) {
    return IntStream.range(0, buckets.length)
        .filter(i -> Buckets.middle(buckets[i]) > bound)
        .mapToLong(i -> counts[i])
        .sum();
  }

  /** The median distance of the buckets' middles from a value; there must be one. */
  long medianDistance(long from) {
    record Far(long distance, long count) {}
    long left = (total + 1) / 2;
    for (Far far :
        IntStream.range(0, buckets.length)
            .mapToObj(i -> new Far(Math.abs(Buckets.middle(buckets[i]) - from), counts[i]))
            .sorted(Comparator.comparingLong(Far::distance))
            .toList()) {
      left -= far.count();
      if (left <= 0) {
        return far.distance();
      }
    }
    throw new IllegalStateException("no values");
  }

  Counts plus(Counts other) {
    int[] keys = new int[buckets.length + other.buckets.length];
    long[] sums = new long[keys.length];
    int used = 0;
    for (int i = 0, j = 0; i < buckets.length || j < other.buckets.length; used++) {
      int mine = i < buckets.length ? buckets[i] : Integer.MAX_VALUE;
      int theirs = j < other.buckets.length ? other.buckets[j] : Integer.MAX_VALUE;
      keys[used] = Math.min(mine, theirs);
      sums[used] += mine == keys[used] ? counts[i++] : 0;
      sums[used] += theirs == keys[used] ? other.counts[j++] : 0;
    }
    return new Counts(Arrays.copyOf(keys, used), Arrays.copyOf(sums, used));
  }
}
