package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.Field;
import dev.fedbench.zk.lanes.LaneForm;

/**
 * Arithmetic of points' coordinates side by side, in columns: arrays of as many blocks, at offsets
 * of blocks. All elements are reduced but {@link #difference differences}, which are factors. Keeps
 * scratch space: not thread-safe.
 */
interface Coordinates {

  /** Elements of the prime field that a coordinate has. */
  int degree();

  LaneForm form();

  /** A column. */
  double[] column();

  /** z = x. */
  void copy(double[] z, int zo, double[] x, int xo, int blocks);

  /** z = x y. */
  void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x^2. */
  void square(double[] z, double[] x, int blocks);

  /** z = x - y. */
  void difference(double[] z, double[] x, double[] y, int blocks);

  /** z = z - x - y. */
  void subtract(double[] z, double[] x, double[] y, int blocks);

  /** z = z - x. */
  void subtract(double[] z, double[] x, int blocks);

  /**
   * Inverts a block, element by element.
   *
   * @return whether none of them is zero
   */
  boolean invert(Field field, double[] z, int zo);
}
