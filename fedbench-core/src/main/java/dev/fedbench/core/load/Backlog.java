package dev.fedbench.core.load;

import java.util.Arrays;

/**
 * Looks at how many requests were due and had not ended, at evenly spread requests, and says
 * whether that grows. Not thread-safe.
 */
final class Backlog {

  private static final int MOST = 300;
  private static final int LEAST = 9;

  private final long[] looks = new long[MOST];
  private int taken;
  private long stride = 1;

  /** Whether to look at this request, counted from 0 in the measured part. */
  boolean wanted(long request) {
    return request % stride == 0;
  }

  /** Takes a look; of too many every second one is forgotten. */
  void add(long backlog) {
    looks[taken++] = backlog;
    if (taken == MOST) {
      taken = MOST / 2;
      for (int i = 0; i < taken; i++) {
        looks[i] = looks[2 * i];
      }
      stride *= 2;
    }
  }

  /**
   * By how many requests the backlog grew for each request that became due: 0 unless it grew from
   * the first to the second and to the last third of the run, by more than chance (three times the
   * square root of what there was, as of arrivals at random). Medians, so that a stall that is over
   * does not count.
   */
  double growth() {
    if (taken < LEAST) {
      return 0;
    }
    int third = taken / 3;
    double first = median(0, third);
    double second = median(third, 2 * third);
    double last = median(taken - third, taken);
    boolean grows =
        first < second && second < last && last - first > 3 * Math.sqrt(Math.max(1, first));
    return grows ? (last - first) / ((taken - third) * (double) stride) : 0;
  }

  private double median(int from, int to) {
    long[] sorted = Arrays.copyOfRange(looks, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
