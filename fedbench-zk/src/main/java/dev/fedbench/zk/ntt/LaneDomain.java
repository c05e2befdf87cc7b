package dev.fedbench.zk.ntt;

import static dev.fedbench.zk.lanes.spi.LaneField.LIMBS;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.spi.LaneField;

/**
 * A domain's transforms side by side. Values i to i + 7, say, of a domain are a block: as long as
 * butterflies are of values that are further apart, they are of blocks. Of the others, lanes change
 * places with blocks, eight by eight.
 *
 * <p>Tables are immutable and shared; what computes keeps scratch space and is made for each
 * computation.
 */
final class LaneDomain {

  private static final PrimeField FIELD = PrimeField.SCALAR;
  private static final int W = FIELD.width();

  private final int width;
  private final int size;

  /** At half a level's size, in blocks: the level's roots. */
  private final double[] roots;

  private final double[] inverseRoots;

  /** The same of the levels within blocks: a root a block. */
  private final double[] innerRoots;

  private final double[] innerInverseRoots;

  /** With lanes in blocks' places. */
  private final double[] shift;

  /**
   * @param roots of all levels, one after another, each at half its size
   * @param shift of each value
   */
  LaneDomain(LaneForm form, int size, long[] roots, long[] inverseRoots, long[] shift) {
    this.width = form.lanes().lanes();
    this.size = size;
    this.roots = outer(form, roots);
    this.inverseRoots = outer(form, inverseRoots);
    this.innerRoots = inner(form, roots);
    this.innerInverseRoots = inner(form, inverseRoots);
    this.shift = outer(form, shift);
    for (int at = 0; at < this.shift.length; at += LIMBS * width * width) {
      swap(this.shift, at);
    }
  }

  /** Whether a domain has as many values as it takes. */
  static boolean fits(int size, int width) {
    return size >= width * width;
  }

  private double[] outer(LaneForm form, long[] elements) {
    double[] blocks = form.array(size / width);
    form.load(blocks, 0, elements, 0, size);
    return blocks;
  }

  private double[] inner(LaneForm form, long[] roots) {
    long[] repeated = FIELD.array(width * width);
    for (int i = 0; i < width * width; i++) {
      System.arraycopy(roots, W * (i / width), repeated, W * i, W);
    }
    double[] blocks = form.array(width);
    form.load(blocks, 0, repeated, 0, width * width);
    return blocks;
  }

  /** a = a b - c on the odd coset, where c is a b on the domain. */
  void quotient(LaneForm form, long[] a, long[] b) {
    int blocks = size / width;
    double[] x = form.array(blocks);
    double[] y = form.array(blocks);
    double[] z = form.array(blocks);
    form.load(x, 0, a, 0, size);
    form.load(y, 0, b, 0, size);
    form.lanes().mul(z, 0, x, 0, y, 0, blocks);
    Transform transform = new Transform(form);
    transform.toOddCoset(x, 0, blocks);
    transform.toOddCoset(y, 0, blocks);
    transform.toOddCoset(z, 0, blocks);
    form.lanes().mul(x, 0, x, 0, y, 0, blocks);
    form.lanes().sub(x, 0, x, 0, z, 0, blocks);
    form.store(a, 0, x, 0, size);
  }

  private final class Transform {

    private final LaneField field;
    private final int block = LIMBS * width;

    Transform(LaneForm form) {
      field = form.lanes();
    }

    /** Of so many blocks from there on: down, level by level, and up again. */
    void toOddCoset(double[] x, int at, int blocks) {
      if (blocks == width) {
        inBlocks(x, at);
        return;
      }
      int half = block * blocks / 2;
      field.frequencyButterfly(x, at, at + half, inverseRoots, half, blocks / 2);
      toOddCoset(x, at, blocks / 2);
      toOddCoset(x, at + half, blocks / 2);
      field.timeButterfly(x, at, at + half, roots, half, blocks / 2);
    }

    /** As many blocks as lanes: their levels, and those within blocks. */
    private void inBlocks(double[] x, int at) {
      down(x, at, inverseRoots);
      swap(x, at);
      down(x, at, innerInverseRoots);
      field.mul(x, at, x, at, shift, at, width);
      up(x, at, innerRoots);
      swap(x, at);
      up(x, at, roots);
    }

    private void down(double[] x, int at, double[] levels) {
      for (int half = width / 2; half > 0; half /= 2) {
        for (int i = 0; i < width; i += 2 * half) {
          int from = at + block * i;
          field.frequencyButterfly(x, from, from + block * half, levels, block * half, half);
        }
      }
    }

    private void up(double[] x, int at, double[] levels) {
      for (int half = 1; half < width; half *= 2) {
        for (int i = 0; i < width; i += 2 * half) {
          int from = at + block * i;
          field.timeButterfly(x, from, from + block * half, levels, block * half, half);
        }
      }
    }
  }

  /** Lanes change places with blocks. */
  private void swap(double[] x, int at) {
    for (int k = 0; k < LIMBS; k++) {
      for (int i = 0; i < width; i++) {
        int row = at + (LIMBS * i + k) * width;
        for (int j = 0; j < i; j++) {
          int mirrored = at + (LIMBS * j + k) * width + i;
          double rest = x[row + j];
          x[row + j] = x[mirrored];
          x[mirrored] = rest;
        }
      }
    }
  }
}
