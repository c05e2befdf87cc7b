package dev.fedbench.zk.msm;

import dev.fedbench.zk.field.Field;

/**
 * Inverts columns with as many inversions as there are lanes: products of halves with halves, until
 * a block is left (Montgomery's trick, 1987, in a tree). Keeps scratch space: not thread-safe.
 */
final class Inverses {

  private final Coordinates coordinates;

  /** The levels' products, one after another. */
  private final double[] lower;

  private final double[] scratch;
  private final int[] sizes = new int[Integer.SIZE];
  private final int[] places = new int[Integer.SIZE];

  /** Of columns of a power of two blocks: then all levels fit one. */
  Inverses(Coordinates coordinates) {
    this.coordinates = coordinates;
    lower = coordinates.column();
    scratch = coordinates.column();
  }

  /**
   * Inverts factors; what comes out is reduced.
   *
   * @return false if one is zero: then nothing is inverted
   */
  boolean invert(Field field, double[] z, int blocks) {
    return blocks == 1 ? coordinates.invert(field, z, 0) : inTree(field, z, blocks);
  }

  private boolean inTree(Field field, double[] z, int blocks) {
    int levels = 0;
    int size = blocks;
    int place = 0;
    double[] from = z;
    int at = 0;
    while (size > 1) {
      int half = size / 2;
      coordinates.mul(lower, place, from, at, from, at + half, half);
      if ((size & 1) == 1) {
        coordinates.copy(lower, place + half, from, at + 2 * half, 1);
      }
      sizes[levels] = size;
      places[levels++] = at;
      from = lower;
      at = place;
      size = half + (size & 1);
      place += size;
    }
    if (!coordinates.invert(field, lower, at)) {
      return false;
    }
    for (int level = levels - 1; level >= 0; level--) {
      double[] factors = level == 0 ? z : lower;
      int here = places[level];
      int half = sizes[level] / 2;
      // Each half times the inverse of the product is the other's inverse.
      coordinates.mul(scratch, 0, factors, here + half, lower, at, half);
      coordinates.mul(factors, here + half, factors, here, lower, at, half);
      coordinates.copy(factors, here, scratch, 0, half);
      if ((sizes[level] & 1) == 1) {
        coordinates.copy(factors, here + 2 * half, lower, at + half, 1);
      }
      at = here;
    }
    return true;
  }
}
