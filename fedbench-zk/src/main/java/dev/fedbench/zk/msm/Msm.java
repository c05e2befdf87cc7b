package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The sum of many points, each times its scalar: the bucket method (Pippenger 1976) with signed
 * digits and affine buckets. Scalars that are 0, small or small and negative, as most of a witness
 * are, cost what their few digits cost.
 *
 * <p>Keeps scratch space: not thread-safe.
 */
public final class Msm {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final int SCALAR_BITS = FIELD.prime().bitLength();
  private static final int MOST_WINDOW_BITS = 15;

  /** Points of the windows that are added up together: fewer inversions, bounded memory. */
  private static final int MOST_POINTS = 1 << 15;

  /** What a bucket costs when windows are summed up, in additions: two Jacobian ones. */
  private static final int BUCKET_COST = 6;

  private static final long[] HALF = plain(FIELD.prime().shiftRight(1));
  private static final long[] PRIME = plain(FIELD.prime());

  private final Curve curve;
  private final BatchAdder adder;
  private final int point;

  /** For points of that curve. */
  public Msm(Curve curve) {
    this.curve = curve;
    this.adder = new BatchAdder(curve);
    this.point = curve.affineWidth();
  }

  private static long[] plain(BigInteger number) {
    long[] limbs = FIELD.array(1);
    for (int i = 0; i < W; i++) {
      limbs[i] = number.shiftRight(Digits.LIMB_BITS * i).longValue() & Digits.LIMB;
    }
    return limbs;
  }

  /**
   * The sum, Jacobian.
   *
   * @param bases affine points; infinity is allowed
   * @param scalars elements of the scalar field, as many from their start on
   * @param from the first scalar
   */
  public long[] sum(long[] bases, long[] scalars, int from) {
    int count = bases.length / point;
    if (scalars.length / W - from < count) {
      throw new IllegalArgumentException(
          "%d points and %d scalars".formatted(count, scalars.length / W - from));
    }
    long[] plain = new long[W * count];
    boolean[] negative = new boolean[count];
    int large = normalise(plain, negative, scalars, from, count);
    int bits = windowBits(large);
    int windows = SCALAR_BITS / bits + 1;
    short[] digits = digits(plain, negative, count, bits, windows);
    long[] sum = new long[curve.jacobianWidth()];
    int together = Math.max(1, Math.min(windows, MOST_POINTS / Math.max(count, 1)));
    Buckets buckets = new Buckets(bits, together, count);
    for (int end = windows; end > 0; end -= together) {
      int first = Math.max(0, end - together);
      buckets.fill(bases, digits, first, end);
      for (int window = end - 1; window >= first; window--) {
        for (int k = 0; k < bits; k++) {
          curve.twice(sum, 0, sum, 0);
        }
        buckets.addTo(sum, window - first);
      }
    }
    return sum;
  }

  /** Makes scalars above r / 2 small and negative; returns how many are of more than one limb. */
  private static int normalise(
      long[] plain, boolean[] negative, long[] scalars, int from, int count) {
    int large = 0;
    for (int i = 0; i < count; i++) {
      int at = W * i;
      FIELD.plain(plain, at, scalars, W * (from + i));
      negative[i] = compare(plain, at, HALF) > 0;
      if (negative[i]) {
        long borrow = 0;
        for (int k = 0; k < W; k++) {
          long limb = PRIME[k] - plain[at + k] + borrow;
          plain[at + k] = limb & Digits.LIMB;
          borrow = limb >> Digits.LIMB_BITS;
        }
      }
      if ((plain[at + 1] | plain[at + 2] | plain[at + 3] | plain[at + 4]) != 0) {
        large++;
      }
    }
    return large;
  }

  private static int compare(long[] x, int xo, long[] y) {
    for (int i = W - 1; i >= 0; i--) {
      int order = Long.compare(x[xo + i], y[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int windowBits(int large) {
    int best = 2;
    long least = Long.MAX_VALUE;
    for (int bits = 2; bits <= MOST_WINDOW_BITS; bits++) {
      long cost = (SCALAR_BITS / bits + 1L) * (large + ((long) BUCKET_COST << bits - 1));
      if (cost < least) {
        least = cost;
        best = bits;
      }
    }
    return best;
  }

  /** Digits between -2^(bits - 1) and 2^(bits - 1), window by window. */
  private static short[] digits(
      long[] plain, boolean[] negative, int count, int bits, int windows) {
    short[] digits = new short[Math.multiplyExact(windows, count)];
    int base = 1 << bits;
    for (int i = 0; i < count; i++) {
      int carry = 0;
      for (int window = 0; window < windows; window++) {
        int digit = Digits.at(plain, W * i, window * bits, bits) + carry;
        carry = digit > base / 2 ? 1 : 0;
        digit -= carry * base;
        digits[window * count + i] = (short) (negative[i] ? -digit : digit);
      }
    }
    return digits;
  }

  /** Points by digit into buckets, window after window; the buckets of all added up. */
  private final class Buckets {

    private final int perWindow;
    private final int count;
    private final int[] starts;
    private final int[] lengths;
    private final long[] sorted;
    private final long[] running = new long[curve.jacobianWidth()];
    private final long[] total = new long[curve.jacobianWidth()];

    Buckets(int bits, int windows, int count) {
      this.perWindow = (1 << bits - 1) + 1;
      this.count = count;
      starts = new int[windows * perWindow];
      lengths = new int[windows * perWindow];
      sorted = new long[windows * point * count];
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
}
