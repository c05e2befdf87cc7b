package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;

/**
 * Points by digit into buckets, and the buckets of all windows added up, bucket d taken d times.
 *
 * <p>Of d = 2^s h + l, the buckets with the same h are added up, and those with the same l: what is
 * left is 2^s times the sum of h times the former, and l times the latter. So a bucket takes two
 * affine additions, as cheap as those that filled it, where running sums take two Jacobian ones,
 * one after another.
 */
final class Buckets<A> {

  /** What a Jacobian addition costs, in affine ones, both sums of a running sum. */
  private static final int RUNNING_COST = 5;

  private final PointAdder<A> adder;
  private final int bits;
  private final int windows;
  private final int perWindow;
  private final int lowBits;
  private final A buckets;

  /**
   * @param bits of a digit
   */
  Buckets(PointAdder<A> adder, int bits, int windows) {
    this.adder = adder;
    this.bits = bits;
    this.windows = windows;
    perWindow = 1 << bits - 1;
    lowBits = lowBits(bits);
    buckets = adder.array(windows * perWindow);
  }

  private static int lowBits(int bits) {
    return bits < 5 ? 0 : bits / 2;
  }

  /** What the buckets of one window cost, in additions. */
  static long cost(int bits) {
    int low = lowBits(bits);
    int sums = (1 << bits - 1 - low) + (1 << low) - 1;
    return (low == 0 ? 0 : 2L << bits - 1) + (long) RUNNING_COST * sums;
  }

  /**
   * Fills the buckets of the windows from first to end.
   *
   * @param digits of as many points as count, window after window
   */
  void fill(A bases, short[] digits, int count, int first, int end) {
    int[] starts = new int[(end - first) * perWindow + 1];
    for (int i = first * count; i < end * count; i++) {
      if (digits[i] != 0) {
        starts[bucket(i / count - first, digits[i]) + 1]++;
      }
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] order = new int[starts[starts.length - 1]];
    int[] next = starts.clone();
    for (int window = first; window < end; window++) {
      for (int i = 0; i < count; i++) {
        int digit = digits[window * count + i];
        if (digit != 0) {
          order[next[bucket(window - first, digit)]++] = digit < 0 ? ~i : i;
        }
      }
    }
    adder.sumRuns(bases, order, starts, buckets, first * perWindow);
  }

  private int bucket(int window, int digit) {
    return window * perWindow + Math.abs(digit) - 1;
  }

  /** All windows, each 2^bits times what the one before is; Jacobian. */
  long[] sum() {
    int rows = perWindow >> lowBits;
    int columns = (1 << lowBits) - 1;
    int[] order = new int[2 * windows * perWindow];
    int[] starts = new int[windows * (rows + columns) + 1];
    int run = 0;
    int at = 0;
    for (int window = 0; window < windows; window++) {
      for (int high = 1; high <= rows; high++) {
        int from = high << lowBits;
        at = gather(window, from, Math.min(from + columns, perWindow), 1, order, at);
        starts[++run] = at;
      }
      for (int low = 1; low <= columns; low++) {
        at = gather(window, low, perWindow, columns + 1, order, at);
        starts[++run] = at;
      }
    }
    A sums = adder.array(run);
    adder.sumRuns(buckets, order, starts, sums, 0);
    return sum(adder.toLongs(sums), rows, columns);
  }

  /** Those of some digits that are not infinity. */
  private int gather(int window, int from, int to, int step, int[] order, int at) {
    int next = at;
    for (int digit = from; digit <= to; digit += step) {
      int bucket = bucket(window, digit);
      if (!adder.isInfinity(buckets, bucket)) {
        order[next++] = bucket;
      }
    }
    return next;
  }

  private long[] sum(long[] sums, int rows, int columns) {
    Curve curve = adder.curve();
    int width = curve.jacobianWidth();
    long[] sum = new long[width];
    long[] part = new long[width];
    for (int window = windows - 1; window >= 0; window--) {
      int from = window * (rows + columns);
      for (int i = 0; i < bits; i++) {
        curve.twice(sum, 0, sum, 0);
      }
      weigh(curve, part, sums, from, rows);
      for (int i = 0; i < lowBits; i++) {
        curve.twice(part, 0, part, 0);
      }
      curve.add(sum, 0, sum, 0, part, 0);
      weigh(curve, part, sums, from + rows, columns);
      curve.add(sum, 0, sum, 0, part, 0);
    }
    return sum;
  }

  /** z = the sum of some points, the first taken once, the second twice, and so on. */
  private static void weigh(Curve curve, long[] z, long[] points, int from, int count) {
    long[] running = new long[curve.jacobianWidth()];
    curve.infinity(z, 0);
    for (int i = from + count - 1; i >= from; i--) {
      curve.addAffine(running, 0, running, 0, points, curve.affineWidth() * i);
      curve.add(z, 0, z, 0, running, 0);
    }
  }
}
