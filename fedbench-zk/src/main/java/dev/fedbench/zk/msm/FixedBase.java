package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.PrimeField;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Many multiples of one point, by a table of its multiples for each byte of a scalar. Keeps scratch
 * space: not thread-safe.
 */
public final class FixedBase {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();
  private static final int BITS = 8;
  private static final int DIGITS = 1 << BITS;
  private static final int WINDOWS = (FIELD.prime().bitLength() + BITS - 1) / BITS;

  /** Scalars that are added up together. */
  private static final int BLOCK = 256;

  private final Curve curve;
  private final BatchAdder adder;
  private final int point;

  /** d 2^(8 k) times the base at k 256 + d. */
  private final long[] table;

  /**
   * @param base affine
   */
  public FixedBase(Curve curve, long[] base) {
    this.curve = curve;
    this.adder = new BatchAdder(curve);
    this.point = curve.affineWidth();
    long[] multiples = new long[curve.jacobianWidth() * WINDOWS * DIGITS];
    long[] step = Arrays.copyOf(base, point);
    long[] next = new long[curve.jacobianWidth()];
    for (int window = 0; window < WINDOWS; window++) {
      for (int digit = 1; digit < DIGITS; digit++) {
        int to = curve.jacobianWidth() * (window * DIGITS + digit);
        curve.addAffine(multiples, to, multiples, to - curve.jacobianWidth(), step, 0);
      }
      curve.multiply(next, 0, step, 0, BigInteger.valueOf(DIGITS));
      curve.toAffine(step, 0, next, 0);
    }
    table = new long[point * WINDOWS * DIGITS];
    curve.toAffine(table, 0, multiples, 0, WINDOWS * DIGITS);
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
    long[] points = new long[point * count * WINDOWS];
    int[] starts = new int[count];
    int[] lengths = new int[count];
    long[] plain = FIELD.array(1);
    for (int i = 0; i < count; i++) {
      starts[i] = i * WINDOWS;
      FIELD.plain(plain, 0, scalars, W * (from + i));
      for (int window = 0; window < WINDOWS; window++) {
        int digit = Digits.at(plain, 0, window * BITS, BITS);
        if (digit != 0) {
          System.arraycopy(
              table,
              point * (window * DIGITS + digit),
              points,
              point * (starts[i] + lengths[i]++),
              point);
        }
      }
    }
    adder.sumRuns(points, starts, lengths, count);
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, point * starts[i], results, point * (from + i), point);
    }
  }
}
