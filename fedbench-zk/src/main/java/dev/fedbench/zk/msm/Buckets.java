package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import java.util.Arrays;

/** Points by digit into buckets, window after window; the buckets of all added up. */
final class Buckets {

  private final Curve curve;
  private final BatchAdder adder;
  private final int point;
  private final int perWindow;
  private final int count;
  private final int[] starts;
  private final int[] lengths;
  private final long[] sorted;
  private final long[] running;
  private final long[] total;

  /**
   * @param bits of a digit
   * @param windows that are filled together, at most
   * @param count points of a window
   */
  Buckets(Curve curve, int bits, int windows, int count) {
    this.curve = curve;
    this.adder = new BatchAdder(curve);
    this.point = curve.affineWidth();
    this.perWindow = (1 << bits - 1) + 1;
    this.count = count;
    starts = new int[windows * perWindow];
    lengths = new int[windows * perWindow];
    sorted = new long[windows * point * count];
    running = new long[curve.jacobianWidth()];
    total = new long[curve.jacobianWidth()];
  }

  /** Of the windows from first to end. */
  void fill(long[] bases, short[] digits, int first, int end) {
    Arrays.fill(lengths, 0);
    int start = 0;
    for (int window = first; window < end; window++) {
      start = sort(bases, digits, window * count, (window - first) * perWindow, start);
    }
    adder.sumRuns(sorted, starts, lengths, (end - first) * perWindow);
  }

  /** A counting sort; digit 0 is left out. Returns where the next window starts. */
  private int sort(long[] bases, short[] digits, int from, int buckets, int first) {
    for (int i = 0; i < count; i++) {
      lengths[buckets + Math.abs(digits[from + i])]++;
    }
    lengths[buckets] = 0;
    int start = first;
    for (int bucket = buckets; bucket < buckets + perWindow; bucket++) {
      starts[bucket] = start;
      start += lengths[bucket];
      lengths[bucket] = 0;
    }
    for (int i = 0; i < count; i++) {
      int digit = digits[from + i];
      if (digit != 0) {
        int bucket = buckets + Math.abs(digit);
        int to = point * (starts[bucket] + lengths[bucket]++);
        System.arraycopy(bases, point * i, sorted, to, point);
        if (digit < 0) {
          curve.negate(sorted, to, bases, point * i);
        }
      }
    }
    return start;
  }

  /** Adds each bucket of a window, bucket d taken d times. */
  void addTo(long[] sum, int window) {
    curve.infinity(running, 0);
    curve.infinity(total, 0);
    for (int bucket = (window + 1) * perWindow - 1; bucket > window * perWindow; bucket--) {
      if (lengths[bucket] > 0) {
        curve.addAffine(running, 0, running, 0, sorted, point * starts[bucket]);
      }
      curve.add(total, 0, total, 0, running, 0);
    }
    curve.add(sum, 0, sum, 0, total, 0);
  }
}
