package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.Field;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.spi.LaneField;

/** Of a curve over F_p[u] / (u^2 + 1): in a column, all a0, and after them all a1. */
final class QuadraticCoordinates implements Coordinates {

  private final LaneForm form;
  private final LaneField field;
  private final int block;
  private final int blocks;

  /** Where a1 is. */
  private final int second;

  private final double[] both;
  private final double[] other;
  private final double[] low;
  private final double[] high;
  private final long[] parts;
  private final long[] elements;
  private final long[] products;

  /**
   * @param blocks of a column
   */
  QuadraticCoordinates(LaneForm form, int blocks) {
    this.form = form;
    this.field = form.lanes();
    this.block = LaneField.LIMBS * field.lanes();
    this.blocks = blocks;
    this.second = block * blocks;
    both = form.array(blocks);
    other = form.array(blocks);
    low = form.array(blocks);
    high = form.array(blocks);
    parts = new long[2 * block];
    elements = new long[2 * block];
    products = new long[2 * block];
  }

  @Override
  public int degree() {
    return 2;
  }

  @Override
  public LaneForm form() {
    return form;
  }

  @Override
  public int blocks() {
    return blocks;
  }

  @Override
  public double[] column() {
    return form.array(2 * blocks);
  }

  @Override
  public void copy(double[] z, int zo, double[] x, int xo, int n) {
    System.arraycopy(x, block * xo, z, block * zo, block * n);
    System.arraycopy(x, block * xo + second, z, block * zo + second, block * n);
  }

  /** Three products for four (Karatsuba and Ofman 1962). */
  @Override
  public void mul(double[] z, int zBlock, double[] x, int xBlock, double[] y, int yBlock, int n) {
    int zo = block * zBlock;
    int xo = block * xBlock;
    int yo = block * yBlock;
    field.add(both, 0, x, xo, x, xo + second, n);
    field.add(other, 0, y, yo, y, yo + second, n);
    field.mul(low, 0, x, xo, y, yo, n);
    field.mul(high, 0, x, xo + second, y, yo + second, n);
    field.mul(both, 0, both, 0, other, 0, n);
    field.sub(both, 0, both, 0, low, 0, n);
    field.difference(z, zo + second, both, 0, high, 0, n);
    field.difference(z, zo, low, 0, high, 0, n);
  }

  /** (x0 + x1)(x0 - x1) + 2 x0 x1 u. */
  @Override
  public void square(double[] z, double[] x, int n) {
    field.add(both, 0, x, 0, x, second, n);
    field.sub(other, 0, x, 0, x, second, n);
    field.mul(high, 0, x, 0, x, second, n);
    field.add(high, 0, high, 0, high, 0, n);
    field.reduce(z, second, high, 0, n);
    field.mul(z, 0, both, 0, other, 0, n);
  }

  /** Products take sums of both parts. */
  @Override
  public void settle(double[] z, int n) {
    field.reduce(z, 0, z, 0, n);
    field.reduce(z, second, z, second, n);
  }

  @Override
  public void difference(double[] z, double[] x, double[] y, int n) {
    field.difference(z, 0, x, 0, y, 0, n);
    field.difference(z, second, x, second, y, second, n);
  }

  @Override
  public boolean invert(Field quadratic, double[] z, int zBlock) {
    int lanes = field.lanes();
    int zo = block * zBlock;
    form.store(parts, 0, z, zo, lanes);
    form.store(parts, block, z, zo + second, lanes);
    int limbs = LaneField.LIMBS;
    for (int i = 0; i < lanes; i++) {
      System.arraycopy(parts, limbs * i, elements, 2 * limbs * i, limbs);
      System.arraycopy(parts, block + limbs * i, elements, 2 * limbs * i + limbs, limbs);
    }
    for (int i = 0; i < elements.length; i += 2 * limbs) {
      if (quadratic.isZero(elements, i)) {
        return false;
      }
    }
    quadratic.invertAll(elements, 0, lanes, products);
    for (int i = 0; i < lanes; i++) {
      System.arraycopy(elements, 2 * limbs * i, parts, limbs * i, limbs);
      System.arraycopy(elements, 2 * limbs * i + limbs, parts, block + limbs * i, limbs);
    }
    form.load(z, zo, parts, 0, lanes);
    form.load(z, zo + second, parts, block, lanes);
    return true;
  }
}
