package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Points times each power of 2^bits (Brickell, Gordon, McCurley and Wilson, Fast Exponentiation
 * with Precomputation, 1992): a sum has one window, of all digits of all scalars, and no doublings.
 * Points whose scalars are bits are there once. Immutable.
 */
final class Table {

  /** Of a digit. */
  private final int bits;

  private final int[] wide;
  private final int[] narrow;

  /** The wide ones, then all of them times 2^bits, and so on; then the narrow ones. */
  private final Points points;

  private Table(int bits, int[] wide, int[] narrow, Points points) {
    this.bits = bits;
    this.wide = wide;
    this.narrow = narrow;
    this.points = points;
  }

  /**
   * A table of those points.
   *
   * @param points affine
   * @param flags the points whose scalars are bits
   */
  static Table of(Curve curve, long[] points, BitSet flags) {
    int width = curve.affineWidth();
    int count = points.length / width;
    int[] wide = IntStream.range(0, count).filter(i -> !flags.get(i)).toArray();
    int[] narrow = flags.stream().toArray();
    int bits = bestBits(wide.length);
    int windows = Scalars.windows(bits);
    long[] table = new long[width * Math.addExact(windows * wide.length, narrow.length)];
    gather(table, 0, points, wide, width);
    gather(table, width * windows * wide.length, points, narrow, width);
    ScalarAdder adder = new ScalarAdder(curve);
    int window = width * wide.length;
    long[] power = Arrays.copyOf(table, window);
    for (int at = window; at < windows * window; at += window) {
      for (int i = 0; i < bits; i++) {
        adder.twice(power);
      }
      System.arraycopy(power, 0, table, at, window);
    }
    return new Table(bits, wide, narrow, new Points(table));
  }

  private static void gather(long[] z, int zo, long[] points, int[] chosen, int width) {
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(points, width * chosen[i], z, zo + width * i, width);
    }
  }

  /** Whether the narrow points' scalars are so narrow that the sum is right. */
  boolean covers(Scalars scalars) {
    boolean covers = scalars.count == wide.length + narrow.length;
    for (int i : narrow) {
      covers &= scalars.isBelow(i, bits - 1);
    }
    return covers;
  }

  /** The sum, Jacobian, for scalars that are covered. */
  <A> long[] sum(PointAdder<A> adder, Scalars scalars) {
    int windows = Scalars.windows(bits);
    short[] digits = new short[windows * wide.length + narrow.length];
    for (int i = 0; i < wide.length; i++) {
      scalars.digits(wide[i], bits, windows, digits, i, wide.length);
    }
    for (int i = 0; i < narrow.length; i++) {
      scalars.digits(narrow[i], bits, 1, digits, windows * wide.length + i, 1);
    }
    Buckets<A> buckets = new Buckets<>(adder, bits, 1);
    buckets.fill(adder.of(points), digits, digits.length, 0, 1);
    return buckets.sum();
  }

  private static int bestBits(int wide) {
    int best = 2;
    for (int bits = 3; bits <= Pippenger.MOST_WINDOW_BITS; bits++) {
      if (cost(wide, bits) < cost(wide, best)) {
        best = bits;
      }
    }
    return best;
  }

  /** In additions. */
  private static long cost(int wide, int bits) {
    return (long) Scalars.windows(bits) * wide + Buckets.cost(bits);
  }

  /** Whether the table of so many wide points has at most so many. */
  static boolean fits(int wide, int mostPoints) {
    return (long) Scalars.windows(bestBits(wide)) * wide <= mostPoints;
  }

  /** How many sums it takes until a table of so many wide points has saved what it costs. */
  static int paysAfter(int wide) {
    int bits = bestBits(wide);
    long price = (long) (Scalars.windows(bits) - 1) * bits * wide;
    long saved = Pippenger.cost(wide) - cost(wide, bits);
    return (int) Math.min(Integer.MAX_VALUE / 4, 1 + price / Math.max(saved, 1));
  }
}
