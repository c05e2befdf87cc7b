package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;

/**
 * The sum of many points, each times its scalar: the bucket method (Pippenger 1976) with signed
 * digits and affine buckets. Scalars that are 0, small or small and negative, as most of a witness
 * are, cost what their few digits cost.
 *
 * <p>Keeps scratch space: not thread-safe.
 */
public final class Msm {

  static final int MOST_WINDOW_BITS = 15;

  /** Points of the windows that are added up together: fewer inversions, bounded memory. */
  private static final int MOST_POINTS = 1 << 15;

  /** What a bucket costs when windows are summed up, in additions: two Jacobian ones. */
  private static final int BUCKET_COST = 4;

  private final Curve curve;
  private final int point;

  /** For points of that curve. */
  public Msm(Curve curve) {
    this.curve = curve;
    this.point = curve.affineWidth();
  }

  /**
   * The sum, Jacobian.
   *
   * @param bases affine points; infinity is allowed
   * @param scalars elements of the scalar field, as many from their start on
   * @param from the first scalar
   */
  public long[] sum(long[] bases, long[] scalars, int from) {
    return sum(bases, new Scalars(scalars, from, bases.length / point));
  }

  long[] sum(long[] bases, Scalars scalars) {
    int count = scalars.count;
    int bits = windowBits(scalars.large());
    int windows = Scalars.windows(bits);
    short[] digits = new short[Math.multiplyExact(windows, count)];
    for (int i = 0; i < count; i++) {
      scalars.digits(i, bits, windows, digits, i, count);
    }
    long[] sum = new long[curve.jacobianWidth()];
    int together = Math.max(1, Math.min(windows, MOST_POINTS / Math.max(count, 1)));
    Buckets buckets = new Buckets(curve, bits, together, count);
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

  /** The best width of a window for so many scalars of full length. */
  private static int windowBits(int large) {
    int best = 2;
    for (int bits = 3; bits <= MOST_WINDOW_BITS; bits++) {
      if (cost(large, bits) < cost(large, best)) {
        best = bits;
      }
    }
    return best;
  }

  private static long cost(int large, int bits) {
    return Scalars.windows(bits) * (large + bucketCost(bits));
  }

  /** What the buckets of one window cost, in additions. */
  static long bucketCost(int bits) {
    return (long) BUCKET_COST << bits - 1;
  }

  /** What a sum costs for so many scalars of full length, in additions. */
  static long cost(int large) {
    return cost(large, windowBits(large));
  }
}
