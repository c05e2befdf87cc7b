package dev.fedbench.zk.field;

import java.util.Arrays;

/**
 * Arithmetic of one field over elements in arrays (see the package). Curves and pairings are
 * written once for all fields.
 *
 * <p>Extension fields keep scratch space: not thread-safe, one instance a computation. Prime fields
 * are.
 */
public abstract class Field {

  private final int width;

  Field(int width) {
    this.width = width;
  }

  /** Longs of an element. */
  public final int width() {
    return width;
  }

  /** z = x + y. */
  public abstract void add(long[] z, int zo, long[] x, int xo, long[] y, int yo);

  /** z = x - y. */
  public abstract void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo);

  /**
   * z = x - y, for use as one factor of a product, or as what is squared, and for nothing else: the
   * element need not be normal.
   */
  public void factorSub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    sub(z, zo, x, xo, y, yo);
  }

  /** z = x y. */
  public abstract void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo);

  /** z = x^2. */
  public abstract void square(long[] z, int zo, long[] x, int xo);

  /** z = 1 / x, and 0 for 0. */
  public abstract void invert(long[] z, int zo, long[] x, int xo);

  /** x is zero. */
  public abstract boolean isZero(long[] x, int xo);

  /** z = 1. */
  public abstract void one(long[] z, int zo);

  /** z = 0. */
  public final void zero(long[] z, int zo) {
    Arrays.fill(z, zo, zo + width, 0);
  }

  /** z = -x. */
  public abstract void negate(long[] z, int zo, long[] x, int xo);

  /** x and y are the same. */
  public abstract boolean equal(long[] x, int xo, long[] y, int yo);

  /** z = x. */
  public final void copy(long[] z, int zo, long[] x, int xo) {
    System.arraycopy(x, xo, z, zo, width);
  }

  /** z = 2x. */
  public final void twice(long[] z, int zo, long[] x, int xo) {
    add(z, zo, x, xo, x, xo);
  }

  /** An array for so many elements, all zero. */
  public final long[] array(int elements) {
    return new long[Math.multiplyExact(elements, width)];
  }

  /**
   * Inverts many elements for the price of one and three products each (Montgomery's trick, 1987).
   * Zeros stay zero.
   *
   * @param products as long as the elements; overwritten
   */
  public final void invertAll(long[] x, int xo, int count, long[] products) {
    if (count < 2) {
      if (count == 1) {
        invert(x, xo, x, xo);
      }
      return;
    }
    one(products, 0);
    for (int i = 1; i < count; i++) {
      extend(products, i * width, products, (i - 1) * width, x, xo + (i - 1) * width);
    }
    long[] inverse = array(1);
    long[] next = array(1);
    extend(inverse, 0, products, (count - 1) * width, x, xo + (count - 1) * width);
    invert(inverse, 0, inverse, 0);
    for (int i = count - 1; i >= 0; i--) {
      int at = xo + i * width;
      if (isZero(x, at)) {
        zero(x, at);
      } else {
        mul(next, 0, inverse, 0, x, at);
        mul(x, at, inverse, 0, products, i * width);
        long[] rest = next;
        next = inverse;
        inverse = rest;
      }
    }
  }

  /** z = product x, or the product itself if x is zero. */
  private void extend(long[] z, int zo, long[] product, int po, long[] x, int xo) {
    if (isZero(x, xo)) {
      copy(z, zo, product, po);
    } else {
      mul(z, zo, product, po, x, xo);
    }
  }
}
