package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.LANES;
import static dev.fedbench.zk.vector.Vectors.load;

import dev.fedbench.zk.lanes.spi.LaneField;
import java.math.BigInteger;

/**
 * A field in vectors. What is done with a block goes by way of arrays from one small method to the
 * next: compilers box vectors in methods that are not small.
 */
final class VectorField implements LaneField {

  private static final int BLOCK = LIMBS * LANES;

  private static final long[] OF_PRODUCT = Reduction.offsets(Products.OF_PRODUCT);
  private static final long[] OF_SQUARE = Reduction.offsets(Products.OF_SQUARE);

  private final Reduction reduction;
  private final long[] sums = new long[Products.SUMS * LANES];
  private final double[] block = new double[BLOCK];

  VectorField(BigInteger prime) {
    reduction = new Reduction(prime);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      Products.product(sums, 0, x, xo + i, y, yo + i);
      reduction.divide(z, zo + i, sums, 0, OF_PRODUCT);
    }
  }

  @Override
  public void square(double[] z, int zo, double[] x, int xo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      Products.square(sums, 0, x, xo + i);
      reduction.divide(z, zo + i, sums, 0, OF_SQUARE);
    }
  }

  @Override
  public void add(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += LANES) {
      load(x, xo + i).add(load(y, yo + i)).intoArray(z, zo + i);
    }
  }

  @Override
  public void sub(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += LANES) {
      load(x, xo + i).sub(load(y, yo + i)).intoArray(z, zo + i);
    }
  }

  @Override
  public void reduce(double[] z, int zo, double[] x, int xo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      reduction.reduce(z, zo + i, x, xo + i);
    }
  }

  @Override
  public void timeButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      Products.product(sums, 0, xy, y + i, w, wo + i);
      reduction.divide(block, 0, sums, 0, OF_PRODUCT);
      reduction.sumAndDifference(xy, x + i, y + i, xy, x + i, block, 0);
    }
  }

  @Override
  public void frequencyButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      reduction.sumAndDifference(xy, x + i, y + i, xy, x + i, xy, y + i);
      Products.product(sums, 0, xy, y + i, w, wo + i);
      reduction.divide(xy, y + i, sums, 0, OF_PRODUCT);
    }
  }
}
