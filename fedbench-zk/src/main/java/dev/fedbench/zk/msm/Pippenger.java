package dev.fedbench.zk.msm;

/**
 * The bucket method: windows of digits, a bucket for each digit of a window.
 *
 * <p>Keeps scratch space: not thread-safe.
 */
final class Pippenger<A> {

  static final int MOST_WINDOW_BITS = 15;

  /** Points of the windows that are added up together: fewer inversions, bounded memory. */
  private static final int MOST_POINTS = 1 << 16;

  private final PointAdder<A> adder;

  Pippenger(PointAdder<A> adder) {
    this.adder = adder;
  }

  /** The sum, Jacobian. */
  long[] sum(A bases, Scalars scalars) {
    int count = scalars.count;
    int bits = windowBits(scalars.large());
    int windows = Scalars.windows(bits);
    short[] digits = new short[Math.multiplyExact(windows, count)];
    for (int i = 0; i < count; i++) {
      scalars.digits(i, bits, windows, digits, i, count);
    }
    Buckets<A> buckets = new Buckets<>(adder, bits, windows);
    int together = Math.max(1, MOST_POINTS / Math.max(count, 1));
    for (int first = 0; first < windows; first += together) {
      buckets.fill(bases, digits, count, first, Math.min(windows, first + together));
    }
    return buckets.sum();
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
    return Scalars.windows(bits) * (large + Buckets.cost(bits));
  }

  /** What a sum costs for so many scalars of full length, in additions. */
  static long cost(int large) {
    return cost(large, windowBits(large));
  }
}
