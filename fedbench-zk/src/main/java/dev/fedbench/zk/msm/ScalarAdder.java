package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.Field;
import java.util.Arrays;

/** Adds points one by one, but for their inversions. */
final class ScalarAdder extends PointAdder<long[]> {

  /** Pairs that share an inversion: large enough for its price, small enough for the cache. */
  private static final int BATCH = 1024;

  private final Curve curve;
  private final Field field;
  private final int w;
  private final int point;
  private final long[] denominators;
  private final long[] products;
  private final boolean[] sameX = new boolean[BATCH];
  private final long[] left;
  private final long[] right;
  private final long[] slope;
  private final long[] x;

  ScalarAdder(Curve curve) {
    super(curve, BATCH);
    this.curve = curve;
    this.field = curve.field();
    this.w = field.width();
    this.point = 2 * w;
    this.denominators = field.array(BATCH);
    this.products = field.array(BATCH);
    this.left = new long[point];
    this.right = new long[point];
    this.slope = field.array(1);
    this.x = field.array(1);
  }

  @Override
  long[] array(int points) {
    return new long[Math.multiplyExact(point, points)];
  }

  @Override
  long[] of(Points points) {
    return points.oneByOne();
  }

  @Override
  long[] toLongs(long[] points) {
    return points;
  }

  @Override
  boolean isInfinity(long[] points, int i) {
    return curve.isInfinity(points, point * i);
  }

  @Override
  void clear(long[] points, int i) {
    Arrays.fill(points, point * i, point * (i + 1), 0);
  }

  @Override
  void copy(long[] from, int i, long[] to, int j) {
    if (i >= 0) {
      System.arraycopy(from, point * i, to, point * j, point);
    } else {
      curve.negate(to, point * j, from, point * ~i);
    }
  }

  @Override
  void add(long[] from, int[] lefts, int[] rights, long[] to, int[] targets, int pairs) {
    for (int i = 0; i < pairs; i++) {
      int l = point * index(lefts[i]);
      int r = point * index(rights[i]);
      field.sub(denominators, w * i, from, r, from, l);
      sameX[i] = field.isZero(denominators, w * i);
      if (sameX[i]) { // a double, or opposites
        copy(from, lefts[i], left, 0);
        field.twice(denominators, w * i, left, w);
      }
    }
    field.invertAll(denominators, 0, pairs, products);
    for (int i = 0; i < pairs; i++) {
      copy(from, lefts[i], left, 0);
      copy(from, rights[i], right, 0);
      if (curve.isInfinity(right, 0)) {
        System.arraycopy(left, 0, to, point * targets[i], point);
      } else if (curve.isInfinity(left, 0)) {
        System.arraycopy(right, 0, to, point * targets[i], point);
      } else {
        add(to, targets[i], i);
      }
    }
  }

  private static int index(int signed) {
    return signed < 0 ? ~signed : signed;
  }

  /** The sum of left and right. */
  private void add(long[] to, int target, int pair) {
    if (!sameX[pair]) {
      field.factorSub(slope, 0, right, w, left, w);
    } else if (field.equal(left, w, right, w)) {
      tripleSquare(slope, left, 0);
    } else {
      clear(to, target);
      return;
    }
    finish(to, point * target, w * pair);
  }

  /** z = 3 x^2. */
  private void tripleSquare(long[] z, long[] points, int at) {
    field.square(z, 0, points, at);
    field.twice(x, 0, z, 0);
    field.add(z, 0, z, 0, x, 0);
  }

  /** Writes the sum to the target; the slope is still to be multiplied with the inverse. */
  private void finish(long[] to, int target, int inverse) {
    field.mul(slope, 0, slope, 0, denominators, inverse);
    field.square(x, 0, slope, 0);
    field.sub(x, 0, x, 0, left, 0);
    field.sub(x, 0, x, 0, right, 0);
    field.factorSub(right, 0, left, 0, x, 0);
    field.mul(slope, 0, slope, 0, right, 0);
    field.sub(to, target + w, slope, 0, left, w);
    field.copy(to, target, x, 0);
  }

  /** Doubles all points, in place. */
  void twice(long[] all) {
    int count = all.length / point;
    for (int from = 0; from < count; from += BATCH) {
      int some = Math.min(BATCH, count - from);
      for (int i = 0; i < some; i++) {
        field.twice(denominators, w * i, all, point * (from + i) + w);
      }
      field.invertAll(denominators, 0, some, products);
      for (int i = 0; i < some; i++) {
        int at = point * (from + i);
        System.arraycopy(all, at, left, 0, point);
        System.arraycopy(all, at, right, 0, point);
        tripleSquare(slope, left, 0);
        finish(all, at, w * i); // infinity stays: its inverse is 0
      }
    }
  }
}
