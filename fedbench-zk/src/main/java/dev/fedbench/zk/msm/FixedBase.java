package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;

/**
 * Many multiples of one point, by a table of its multiples for each digit of a scalar. Keeps
 * scratch space: not thread-safe.
 */
public final class FixedBase {

  private static final int W = PrimeField.SCALAR.width();
  private static final int BITS = 8;
  private static final int WINDOWS = Scalars.windows(BITS);

  /** Digits of either sign. */
  private static final int DIGITS = 1 << BITS - 1;

  /** Scalars that are added up together. */
  private static final int BLOCK = 256;

  private final Curve curve;
  private final ScalarAdder adder;
  private final int point;

  /** d 2^(8 k) times the base at k 128 + d - 1. */
  private final long[] table;

  /**
   * @param base affine
   */
  public FixedBase(Curve curve, long[] base) {
    this.curve = curve;
    this.adder = new ScalarAdder(curve);
    this.point = curve.affineWidth();
    table = new long[point * WINDOWS * DIGITS];
    long[] powers = powers(base);
    for (int window = 0; window < WINDOWS; window++) {
      System.arraycopy(powers, point * window, table, point * window * DIGITS, point);
    }
    for (int known = 1; known < DIGITS; known *= 2) {
      extend(known);
    }
  }

  /** 2^(8 k) times the base. */
  private long[] powers(long[] base) {
    int width = curve.jacobianWidth();
    long[] powers = new long[width * WINDOWS];
    curve.fromAffine(powers, 0, base, 0);
    for (int at = width; at < powers.length; at += width) {
      curve.twice(powers, at, powers, at - width);
      for (int i = 1; i < BITS; i++) {
        curve.twice(powers, at, powers, at);
      }
    }
    long[] affine = new long[point * WINDOWS];
    curve.toAffine(affine, 0, powers, 0, WINDOWS);
    return affine;
  }

  /** From d up to a number to d up to its double, each the sum of two halves. */
  private void extend(int known) {
    int runs = WINDOWS * known;
    int[] halves = new int[2 * runs];
    int[] starts = new int[runs + 1];
    for (int run = 0; run < runs; run++) {
      int digit = known + 1 + run % known;
      halves[2 * run] = at(run / known, digit / 2);
      halves[2 * run + 1] = at(run / known, digit - digit / 2);
      starts[run + 1] = 2 * run + 2;
    }
    long[] sums = adder.array(runs);
    adder.sumRuns(table, halves, starts, sums, 0);
    for (int run = 0; run < runs; run++) {
      adder.copy(sums, run, table, at(run / known, known + 1 + run % known));
    }
  }

  private int at(int window, int digit) {
    return window * DIGITS + digit - 1;
  }

  /**
   * The multiples, affine.
   *
   * @param scalars elements of the scalar field
   */
  public long[] multiply(long[] scalars) {
    int count = scalars.length / W;
    long[] results = new long[point * count];
    for (int from = 0; from < count; from += BLOCK) {
      block(results, scalars, from, Math.min(BLOCK, count - from));
    }
    return results;
  }

  private void block(long[] results, long[] scalars, int from, int count) {
    Scalars plain = new Scalars(scalars, from, count);
    short[] digits = new short[WINDOWS];
    int[] order = new int[count * WINDOWS];
    int[] starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      plain.digits(i, BITS, WINDOWS, digits, 0, 1);
      int next = starts[i];
      for (int window = 0; window < WINDOWS; window++) {
        if (digits[window] != 0) {
          int at = at(window, Math.abs(digits[window]));
          order[next++] = digits[window] < 0 ? ~at : at;
        }
      }
      starts[i + 1] = next;
    }
    adder.sumRuns(table, order, starts, results, from);
  }
}
