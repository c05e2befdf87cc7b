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
    long[] product = array(1);
    long[] next = array(1);
    one(product, 0);
    for (int i = 0; i < count; i++) {
      copy(products, i * width, product, 0);
      if (!isZero(x, xo + i * width)) {
        mul(product, 0, product, 0, x, xo + i * width);
      }
    }
    invert(product, 0, product, 0);
    for (int i = count - 1; i >= 0; i--) {
      int at = xo + i * width;
      if (!isZero(x, at)) {
        mul(next, 0, product, 0, x, at);
        mul(x, at, product, 0, products, i * width);
        copy(product, 0, next, 0);
      } else {
        zero(x, at);
      }
    }
  }
}
