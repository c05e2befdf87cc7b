package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.DOUBLES;
import static dev.fedbench.zk.vector.Vectors.LANES;

import dev.fedbench.zk.lanes.spi.LaneField;
import jdk.incubator.vector.DoubleVector;

/**
 * A field in vectors. What is done with a block goes by way of arrays from one small method to the
 * next: compilers box vectors in methods that are not small.
 */
final class VectorField implements LaneField {

  private static final int BLOCK = LIMBS * LANES;

  private static final long[] OF_PRODUCT = Reduction.offsets(Products.OF_PRODUCT);
  private static final long[] OF_SQUARE = Reduction.offsets(Products.OF_SQUARE);

  private final Reduction reduction;
  private final Nearest nearest;
  private final long[] sums = new long[Products.SUMS * LANES];
  private final double[] block = new double[BLOCK];

  VectorField(Reduction reduction, Nearest nearest) {
    this.reduction = reduction;
    this.nearest = nearest;
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
      DoubleVector.fromArray(DOUBLES, x, xo + i)
          .add(DoubleVector.fromArray(DOUBLES, y, yo + i))
          .intoArray(z, zo + i);
    }
  }

  @Override
  public void sub(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += LANES) {
      DoubleVector.fromArray(DOUBLES, x, xo + i)
          .sub(DoubleVector.fromArray(DOUBLES, y, yo + i))
          .intoArray(z, zo + i);
    }
  }

  @Override
  public void difference(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      nearest.sum(z, zo + i, x, xo + i, -1, y, yo + i);
    }
  }

  @Override
  public void reduce(double[] z, int zo, double[] x, int xo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      nearest.sum(z, zo + i, x, xo + i, 0, x, xo + i);
    }
  }

  @Override
  public void timeButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      Products.product(sums, 0, xy, y + i, w, wo + i);
      reduction.divide(block, 0, sums, 0, OF_PRODUCT);
      nearest.sum(xy, y + i, xy, x + i, -1, block, 0);
      nearest.sum(xy, x + i, xy, x + i, 1, block, 0);
    }
  }

  @Override
  public void frequencyButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks) {
    for (int i = 0; i < BLOCK * blocks; i += BLOCK) {
      nearest.sum(block, 0, xy, x + i, -1, xy, y + i);
      nearest.sum(xy, x + i, xy, x + i, 1, xy, y + i);
      Products.product(sums, 0, block, 0, w, wo + i);
      reduction.divide(xy, y + i, sums, 0, OF_PRODUCT);
    }
  }

  @Override
  public void gather(double[] z, int zo, double[] from, int[] at, int first, int plus, int blocks) {
    for (int i = 0; i < blocks; i++) {
      for (int k = 0; k < LIMBS; k++) {
        DoubleVector.fromArray(DOUBLES, from, plus + k, at, first + LANES * i)
            .intoArray(z, zo + BLOCK * i + LANES * k);
      }
    }
  }

  @Override
  public void scatter(
      double[] to, int[] at, int first, int plus, double[] x, int xo, int elements) {
    int whole = elements / LANES;
    for (int i = 0; i < whole; i++) {
      for (int k = 0; k < LIMBS; k++) {
        DoubleVector.fromArray(DOUBLES, x, xo + BLOCK * i + LANES * k)
            .intoArray(to, plus + k, at, first + LANES * i);
      }
    }
    for (int i = LANES * whole; i < elements; i++) {
      for (int k = 0; k < LIMBS; k++) {
        to[at[first + i] + plus + k] = x[xo + BLOCK * whole + LANES * k + i % LANES];
      }
    }
  }

  @Override
  public void sign(double[] z, int zo, double[] x, int xo, double[] signs, int first, int blocks) {
    for (int i = 0; i < blocks; i++) {
      for (int k = 0; k < LIMBS; k++) {
        int row = BLOCK * i + LANES * k;
        DoubleVector.fromArray(DOUBLES, x, xo + row)
            .mul(DoubleVector.fromArray(DOUBLES, signs, first + LANES * i))
            .intoArray(z, zo + row);
      }
    }
  }
}
