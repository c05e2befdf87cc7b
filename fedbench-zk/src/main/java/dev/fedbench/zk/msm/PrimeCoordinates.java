package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.Field;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.spi.LaneField;

/** Of a curve over the prime field. */
final class PrimeCoordinates implements Coordinates {

  private final LaneForm form;
  private final LaneField field;
  private final int block;
  private final int blocks;
  private final long[] elements;
  private final long[] products;

  /**
   * @param blocks of a column
   */
  PrimeCoordinates(LaneForm form, int blocks) {
    this.form = form;
    this.field = form.lanes();
    this.block = LaneField.LIMBS * field.lanes();
    this.blocks = blocks;
    elements = new long[block];
    products = new long[block];
  }

  @Override
  public int degree() {
    return 1;
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
    return form.array(blocks);
  }

  @Override
  public void copy(double[] z, int zo, double[] x, int xo, int n) {
    System.arraycopy(x, block * xo, z, block * zo, block * n);
  }

  @Override
  public void settle(double[] z, int n) {
    // A difference is a factor.
  }

  @Override
  public void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int n) {
    field.mul(z, block * zo, x, block * xo, y, block * yo, n);
  }

  @Override
  public void square(double[] z, double[] x, int n) {
    field.square(z, 0, x, 0, n);
  }

  @Override
  public void difference(double[] z, double[] x, double[] y, int n) {
    field.difference(z, 0, x, 0, y, 0, n);
  }

  @Override
  public boolean invert(Field prime, double[] z, int zo) {
    form.store(elements, 0, z, block * zo, field.lanes());
    for (int i = 0; i < elements.length; i += LaneField.LIMBS) {
      if (prime.isZero(elements, i)) {
        return false;
      }
    }
    prime.invertAll(elements, 0, field.lanes(), products);
    form.load(z, block * zo, elements, 0, field.lanes());
    return true;
  }
}
