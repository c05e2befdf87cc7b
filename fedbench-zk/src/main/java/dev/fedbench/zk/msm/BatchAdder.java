package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.Field;
import java.util.Arrays;
import java.util.Optional;

/**
 * Adds runs of affine points. All runs are halved together, pair by pair, and all pairs of a level
 * share one inversion: about six products an addition, where a Jacobian one takes eleven. Keeps
 * scratch space: not thread-safe.
 */
final class BatchAdder {

  /** Pairs that share an inversion: large enough for its price, small enough for the cache. */
  private static final int BATCH = 1024;

  private final Curve curve;
  private final Field field;
  private final int w;
  private final int point;
  private final long[] denominators;
  private final long[] products;
  private final int[] lefts = new int[BATCH];
  private final int[] targets = new int[BATCH];
  private final boolean[] sameX = new boolean[BATCH];
  private final long[] slope;
  private final long[] x;
  private int pairs;
  private long[] points;

  /** Does most additions, if there is anything faster than doing them one by one. */
  private final Optional<ColumnAdder> columns;

  BatchAdder(Curve curve) {
    this(curve, FastColumns.of(curve, BATCH));
  }

  BatchAdder(Curve curve, Optional<ColumnAdder> columns) {
    this.columns = columns;
    this.curve = curve;
    this.field = curve.field();
    this.w = field.width();
    this.point = 2 * w;
    this.denominators = field.array(BATCH);
    this.products = field.array(BATCH);
    this.slope = field.array(1);
    this.x = field.array(1);
  }

  /**
   * Adds up each run. Afterwards run i's sum stands where the run was, at its start.
   *
   * @param points affine points, run after run; overwritten
   * @param starts where each run starts, as a number of points
   * @param lengths how long each is; afterwards 1, or 0 where it was
   */
  void sumRuns(long[] points, int[] starts, int[] lengths, int runs) {
    this.points = points;
    boolean more = true;
    while (more) {
      more = false;
      for (int run = 0; run < runs; run++) {
        int length = lengths[run];
        int base = starts[run];
        for (int i = 0; i + 1 < length; i += 2) {
          note(point * (base + i), point * (base + i / 2));
        }
        if ((length & 1) == 1 && length > 1) {
          note(~(point * (base + length - 1)), point * (base + length / 2));
        }
        lengths[run] = length + 1 >>> 1;
        more |= lengths[run] > 1;
      }
      settle();
    }
  }

  /** Doubles all points, in place. */
  void twice(long[] all) {
    int count = all.length / point;
    points = all;
    for (int from = 0; from < count; from += BATCH) {
      int some = Math.min(BATCH, count - from);
      for (int i = 0; i < some; i++) {
        field.twice(denominators, w * i, all, point * (from + i) + w);
      }
      field.invertAll(denominators, 0, some, products);
      for (int i = 0; i < some; i++) {
        int at = point * (from + i);
        tripleSquare(slope, at);
        finish(at, at, at, w * i); // infinity stays: its inverse is 0
      }
    }
  }

  /** z = 3 x^2. */
  private void tripleSquare(long[] z, int at) {
    field.square(z, 0, points, at);
    field.twice(x, 0, z, 0);
    field.add(z, 0, z, 0, x, 0);
  }

  /** Notes that the point at left and the next one are to be added; at ~left, that it moves. */
  private void note(int left, int target) {
    lefts[pairs] = left;
    targets[pairs] = target;
    pairs++;
    if (pairs == BATCH) {
      settle();
    }
  }

  /** Does what was noted, in order, so that a place is only written once it has been read. */
  private void settle() {
    if (columns.isPresent() && pairs >= ColumnAdder.LEAST) {
      settle(columns.get());
    } else {
      settleOneByOne();
    }
    pairs = 0;
  }

  /** Sums in columns, but for those that are none, and doubles, each with its own inversion. */
  private void settle(ColumnAdder adder) {
    adder.add(points, lefts, pairs, sameX);
    for (int i = 0; i < pairs; i++) {
      int left = lefts[i];
      if (left < 0) {
        move(~left, targets[i]);
      } else if (curve.isInfinity(points, left + point)) {
        move(left, targets[i]);
      } else if (curve.isInfinity(points, left)) {
        move(left + point, targets[i]);
      } else if (sameX[i]) {
        field.twice(denominators, w * i, points, left + w);
        field.invert(denominators, w * i, denominators, w * i);
        add(left, targets[i], i);
      } else {
        adder.write(points, targets[i], i);
      }
    }
  }

  private void settleOneByOne() {
    for (int i = 0; i < pairs; i++) {
      int left = lefts[i];
      if (left < 0) {
        field.zero(denominators, w * i);
        continue;
      }
      field.sub(denominators, w * i, points, left + point, points, left);
      sameX[i] = field.isZero(denominators, w * i);
      if (sameX[i]) {
        field.twice(denominators, w * i, points, left + w); // a double, or opposites
      }
    }
    field.invertAll(denominators, 0, pairs, products);
    for (int i = 0; i < pairs; i++) {
      int left = lefts[i];
      if (left < 0) {
        move(~left, targets[i]);
      } else if (curve.isInfinity(points, left + point)) {
        move(left, targets[i]);
      } else if (curve.isInfinity(points, left)) {
        move(left + point, targets[i]);
      } else {
        add(left, targets[i], i);
      }
    }
  }

  private void move(int from, int to) {
    System.arraycopy(points, from, points, to, point);
  }

  private void add(int left, int target, int pair) {
    int right = left + point;
    if (!sameX[pair]) {
      field.factorSub(slope, 0, points, right + w, points, left + w);
    } else if (field.equal(points, left + w, points, right + w)) {
      tripleSquare(slope, left);
    } else {
      Arrays.fill(points, target, target + point, 0);
      return;
    }
    finish(left, right, target, w * pair);
  }

  /** Writes the sum to the target; the slope is still to be multiplied with the inverse. */
  private void finish(int left, int right, int target, int inverse) {
    field.mul(slope, 0, slope, 0, denominators, inverse);
    field.square(x, 0, slope, 0);
    field.sub(x, 0, x, 0, points, left);
    field.sub(x, 0, x, 0, points, right);
    field.factorSub(points, right, points, left, x, 0);
    field.mul(slope, 0, slope, 0, points, right);
    field.sub(points, target + w, slope, 0, points, left + w);
    field.copy(points, target, x, 0);
  }
}
