package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.Field;
import dev.fedbench.zk.lanes.LaneForm;

/**
 * Arithmetic of points' coordinates side by side, in columns: arrays of as many blocks, at offsets
 * of blocks. Keeps scratch space: not thread-safe.
 *
 * <p>Elements are reduced, or the difference of two that are; those may have to be {@link #settle
 * settled} before they are used.
 */
interface Coordinates {

  /** Elements of the prime field that a coordinate has. */
  int degree();

  LaneForm form();

  /** Blocks of a column. */
  int blocks();

  /** A column. */
  double[] column();

  /** z = x. */
  void copy(double[] z, int zo, double[] x, int xo, int blocks);

  /** Makes differences what {@link #mul} takes. */
  void settle(double[] z, int blocks);

  /** z = x y. */
  void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x^2, of what is reduced. */
  void square(double[] z, double[] x, int blocks);

  /** z = x - y, y the sum of up to two that are reduced. */
  void difference(double[] z, double[] x, double[] y, int blocks);

  /**
   * Inverts a block, element by element.
   *
   * @return whether none of them is zero; otherwise, nothing is inverted
   */
  boolean invert(Field field, double[] z, int zo);
}
