package dev.fedbench.zk.msm;

import dev.fedbench.zk.columns.ColumnField;
import dev.fedbench.zk.field.PrimeField;

/**
 * Sums of pairs of points over the base field, in columns. Keeps scratch space: not thread-safe.
 */
final class ColumnAdder {

  /** Pairs that are worth it. */
  static final int LEAST = 256;

  /** Products that are extended side by side, until their inverses are taken one by one. */
  static final int CHAINS = 64;

  private static final PrimeField FIELD = PrimeField.BASE;
  private static final int W = FIELD.width();

  private final ColumnField field;
  private final int stride;
  private final long[] x1;
  private final long[] y1;
  private final long[] x2;
  private final long[] y2;
  private final long[] denominators;
  private final long[] products;
  private final long[] inverses;
  private final long[] ends = FIELD.array(CHAINS);
  private final long[] scratch = FIELD.array(CHAINS);
  private final long[] one = FIELD.array(1);

  /**
   * @param field with that stride
   * @param stride pairs, at most; a multiple of the chains
   */
  ColumnAdder(ColumnField field, int stride) {
    this.field = field;
    this.stride = stride;
    x1 = FIELD.array(stride);
    y1 = FIELD.array(stride);
    x2 = FIELD.array(stride);
    y2 = FIELD.array(stride);
    denominators = FIELD.array(stride);
    products = FIELD.array(stride);
    inverses = FIELD.array(stride);
    FIELD.one(one, 0);
  }

  /**
   * Adds the point at each left to the one that follows; sums are kept until {@link #write}. A
   * negative left stands for nothing.
   *
   * @param sameX set where there is no sum, for x is the same
   */
  void add(long[] points, int[] lefts, int pairs, boolean[] sameX) {
    for (int i = 0; i < pairs; i++) {
      int left = Math.max(lefts[i], 0);
      read(x1, i, points, left);
      read(y1, i, points, left + W);
      read(x2, i, points, left + 2 * W);
      read(y2, i, points, left + 3 * W);
    }
    int count = (pairs + CHAINS - 1) / CHAINS * CHAINS;
    field.sub(denominators, 0, x2, 0, x1, 0, count);
    for (int i = 0; i < count; i++) {
      boolean zero = i >= pairs || isZero(i);
      if (zero) {
        read(denominators, i, one, 0);
      }
      if (i < pairs) {
        sameX[i] = zero;
      }
    }
    invert(count);
    field.sub(y2, 0, y2, 0, y1, 0, count);
    field.mul(y2, 0, y2, 0, denominators, 0, count); // the slope
    field.mul(products, 0, y2, 0, y2, 0, count);
    field.sub(products, 0, products, 0, x1, 0, count);
    field.sub(x2, 0, products, 0, x2, 0, count); // the sum's x
    field.sub(x1, 0, x1, 0, x2, 0, count);
    field.mul(x1, 0, x1, 0, y2, 0, count);
    field.sub(y2, 0, x1, 0, y1, 0, count); // the sum's y
  }

  private void read(long[] column, int i, long[] elements, int from) {
    column[i] = elements[from];
    column[i + stride] = elements[from + 1];
    column[i + 2 * stride] = elements[from + 2];
    column[i + 3 * stride] = elements[from + 3];
    column[i + 4 * stride] = elements[from + 4];
  }

  private void write(long[] elements, int to, long[] column, int i) {
    elements[to] = column[i];
    elements[to + 1] = column[i + stride];
    elements[to + 2] = column[i + 2 * stride];
    elements[to + 3] = column[i + 3 * stride];
    elements[to + 4] = column[i + 4 * stride];
  }

  private boolean isZero(int i) {
    write(scratch, 0, denominators, i);
    return FIELD.isZero(scratch, 0);
  }

  /** Inverts the denominators, none of which is zero: as {@code invertAll}, chain beside chain. */
  private void invert(int count) {
    int last = count - CHAINS;
    copy(products, 0, denominators, 0);
    for (int i = CHAINS; i < count; i += CHAINS) {
      field.mul(products, i, products, i - CHAINS, denominators, i, CHAINS);
    }
    for (int chain = 0; chain < CHAINS; chain++) {
      write(ends, W * chain, products, last + chain);
    }
    FIELD.invertAll(ends, 0, CHAINS, scratch);
    for (int chain = 0; chain < CHAINS; chain++) {
      read(inverses, chain, ends, W * chain);
    }
    for (int i = last; i > 0; i -= CHAINS) {
      field.mul(products, i, inverses, 0, products, i - CHAINS, CHAINS);
      field.mul(inverses, 0, inverses, 0, denominators, i, CHAINS);
      copy(denominators, i, products, i);
    }
    copy(denominators, 0, inverses, 0);
  }

  private void copy(long[] z, int zo, long[] x, int xo) {
    for (int k = 0; k < W; k++) {
      System.arraycopy(x, xo + k * stride, z, zo + k * stride, CHAINS);
    }
  }

  /** Writes a sum, affine. */
  void write(long[] points, int target, int pair) {
    write(points, target, x2, pair);
    write(points, target + W, y2, pair);
  }
}
