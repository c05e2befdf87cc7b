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
  public double[] column() {
    return form.array(blocks);
  }

  @Override
  public void copy(double[] z, int zo, double[] x, int xo, int blocks) {
    System.arraycopy(x, block * xo, z, block * zo, block * blocks);
  }

  @Override
  public void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    field.mul(z, block * zo, x, block * xo, y, block * yo, blocks);
  }

  @Override
  public void square(double[] z, double[] x, int blocks) {
    field.square(z, 0, x, 0, blocks);
  }

  @Override
  public void difference(double[] z, double[] x, double[] y, int blocks) {
    field.sub(z, 0, x, 0, y, 0, blocks);
  }

  @Override
  public void subtract(double[] z, double[] x, double[] y, int blocks) {
    field.sub(z, 0, z, 0, x, 0, blocks);
    subtract(z, y, blocks);
  }

  @Override
  public void subtract(double[] z, double[] x, int blocks) {
    field.sub(z, 0, z, 0, x, 0, blocks);
    field.reduce(z, 0, z, 0, blocks);
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
