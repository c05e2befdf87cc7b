package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import dev.fedbench.zk.field.Fp2;
import dev.fedbench.zk.lanes.LaneForm;
import dev.fedbench.zk.lanes.spi.LaneField;
import java.util.Arrays;

/**
 * Adds points side by side. Arrays have them one after another: limbs of x, then of y, as they are
 * side by side; infinity is all zeros. Pairs that are none, with infinity, doubles and opposites,
 * are added one by one.
 */
final class LaneAdder extends PointAdder<double[]> {

  /** Pairs that share an inversion, in G1; half as many in G2. */
  private static final int BATCH = 1024;

  /** Blocks whose sums are made at a time, in the first cache. */
  private static final int SOME = 8;

  private final Curve curve;
  private final Coordinates all;
  private final Coordinates some;
  private final LaneForm form;
  private final LaneField field;
  private final int degree;
  private final int lanes;
  private final int laneBits;

  /** Doubles of a coordinate, and of a point. */
  private final int width;

  private final int point;

  /** Of a batch. */
  private final double[] leftX;

  private final double[] rightX;
  private final double[] denominators;

  private final Inverses inverses;
  private final boolean[] alone;
  private final int[] left;
  private final int[] right;
  private final int[] target;
  private final double[] leftSigns;
  private final double[] rightSigns;

  /** Of some blocks. */
  private final double[] x;

  private final double[] y;
  private final double[] bothX;
  private final double[] differenceY;
  private final double[] slope;
  private final double[] sumX;
  private final double[] sumY;
  private final double[] one;

  static LaneAdder of(Curve curve, LaneForm form) {
    boolean quadratic = curve.field() instanceof Fp2;
    int blocks = BATCH / form.lanes().lanes() / (quadratic ? 2 : 1);
    return quadratic
        ? new LaneAdder(
            curve, new QuadraticCoordinates(form, blocks), new QuadraticCoordinates(form, SOME))
        : new LaneAdder(
            curve, new PrimeCoordinates(form, blocks), new PrimeCoordinates(form, SOME));
  }

  /**
   * @param all coordinates of that curve, in columns of a power of two blocks
   * @param some likewise, of a few
   */
  private LaneAdder(Curve curve, Coordinates all, Coordinates some) {
    super(curve, all.blocks() * all.form().lanes().lanes());
    this.curve = curve;
    this.all = all;
    this.some = some;
    this.form = all.form();
    this.field = form.lanes();
    this.degree = all.degree();
    this.lanes = form.lanes().lanes();
    this.laneBits = Integer.numberOfTrailingZeros(lanes);
    this.width = LaneField.LIMBS * degree;
    this.point = 2 * width;
    leftX = all.column();
    rightX = all.column();
    denominators = all.column();
    inverses = new Inverses(all);
    int pairs = all.blocks() * lanes;
    alone = new boolean[pairs];
    left = new int[pairs];
    right = new int[pairs];
    target = new int[pairs];
    leftSigns = new double[pairs];
    rightSigns = new double[pairs];
    x = some.column();
    y = some.column();
    bothX = some.column();
    differenceY = some.column();
    slope = some.column();
    sumX = some.column();
    sumY = some.column();
    long[] unit = curve.field().array(1);
    curve.field().one(unit, 0);
    one = fromLongs(unit);
  }

  @Override
  double[] array(int points) {
    return new double[Math.multiplyExact(point, points)];
  }

  @Override
  double[] of(Points points) {
    return points.sideBySide(this);
  }

  /** Elements of any number, such as points' coordinates: their limbs, one after another. */
  double[] fromLongs(long[] elements) {
    double[] z = new double[elements.length];
    double[] some = form.array(1);
    int count = elements.length / LaneField.LIMBS;
    for (int from = 0; from < count; from += lanes) {
      int these = Math.min(lanes, count - from);
      form.load(some, 0, elements, LaneField.LIMBS * from, these);
      for (int lane = 0; lane < these; lane++) {
        for (int k = 0; k < LaneField.LIMBS; k++) {
          z[LaneField.LIMBS * (from + lane) + k] = some[k * lanes + lane];
        }
      }
    }
    return z;
  }

  @Override
  long[] toLongs(double[] points) {
    long[] z = new long[points.length];
    double[] some = form.array(1);
    int count = points.length / LaneField.LIMBS;
    for (int from = 0; from < count; from += lanes) {
      int these = Math.min(lanes, count - from);
      Arrays.fill(some, 0);
      for (int lane = 0; lane < these; lane++) {
        for (int k = 0; k < LaneField.LIMBS; k++) {
          some[k * lanes + lane] = points[LaneField.LIMBS * (from + lane) + k];
        }
      }
      form.store(z, LaneField.LIMBS * from, some, 0, these);
    }
    return z;
  }

  @Override
  boolean isInfinity(double[] points, int i) {
    return isInfinityAt(points, point * i);
  }

  private boolean isInfinityAt(double[] points, int at) {
    for (int k = at; k < at + point; k++) {
      if (points[k] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  void clear(double[] points, int i) {
    Arrays.fill(points, point * i, point * (i + 1), 0);
  }

  @Override
  void copy(double[] from, int i, double[] to, int j) {
    if (i >= 0) {
      System.arraycopy(from, point * i, to, point * j, point);
      return;
    }
    System.arraycopy(from, point * ~i, to, point * j, width);
    for (int k = width; k < point; k++) {
      to[point * j + k] = -from[point * ~i + k];
    }
  }

  @Override
  void add(double[] from, int[] lefts, int[] rights, double[] to, int[] targets, int pairs) {
    int blocks = form.blocks(pairs);
    for (int i = 0; i < blocks * lanes; i++) {
      int pair = Math.min(i, pairs - 1); // the last block's lanes are filled with the last pair
      place(i, lefts[pair], left, leftSigns);
      place(i, rights[pair], right, rightSigns);
      target[i] = point * targets[pair];
    }
    differences(from, blocks);
    if (!inverses.invert(curve.field(), denominators, blocks)) {
      // Two x that are the same, each at another end of the range: rarer than anything.
      Arrays.fill(alone, 0, pairs, true);
    }
    for (int first = 0; first < blocks; first += SOME) {
      int some = Math.min(SOME, blocks - first);
      sums(from, first, some);
      int count = Math.min(pairs - first * lanes, some * lanes);
      for (int part = 0; part < degree; part++) {
        int plus = LaneField.LIMBS * part;
        field.scatter(to, target, first * lanes, plus, sumX, at(0, part, SOME), count);
        field.scatter(to, target, first * lanes, plus + width, sumY, at(0, part, SOME), count);
      }
    }
    for (int i = 0; i < pairs; i++) {
      if (alone[i]) {
        addAlone(from, lefts[i], rights[i], to, targets[i]);
      }
    }
  }

  private void place(int i, int signed, int[] places, double[] signs) {
    places[i] = point * (signed < 0 ? ~signed : signed);
    signs[i] = signed < 0 ? -1 : 1;
  }

  /** Where limb 0 of an element's part is, in columns of so many blocks. */
  private int at(int i, int part, int blocks) {
    int block = (i >> laneBits) + part * blocks;
    return (LaneField.LIMBS * block << laneBits) + (i & lanes - 1);
  }

  /** Of all x, and 1 where they are the same, or where there is infinity. */
  private void differences(double[] from, int blocks) {
    for (int part = 0; part < degree; part++) {
      int column = at(0, part, all.blocks());
      int plus = LaneField.LIMBS * part;
      field.gather(leftX, column, from, left, 0, plus, blocks);
      field.gather(rightX, column, from, right, 0, plus, blocks);
      field.sub(denominators, column, rightX, column, leftX, column, blocks);
    }
    for (int i = 0; i < blocks * lanes; i++) {
      int at = at(i, 0, all.blocks());
      // Most are told from their first limb alone.
      alone[i] =
          (denominators[at] == 0 || leftX[at] == 0 || rightX[at] == 0)
              && isAlone(from, left[i], right[i]);
      if (alone[i]) {
        fill(i);
      }
    }
    all.settle(denominators, blocks);
  }

  /** Whether x is the same, or there is infinity. */
  private boolean isAlone(double[] from, int left, int right) {
    return Arrays.equals(from, left, left + width, from, right, right + width)
        || isInfinityAt(from, left)
        || isInfinityAt(from, right);
  }

  private void fill(int i) {
    for (int part = 0; part < degree; part++) {
      int to = at(i, part, all.blocks());
      for (int k = 0; k < LaneField.LIMBS; k++) {
        denominators[to + k * lanes] = one[LaneField.LIMBS * part + k];
      }
    }
  }

  /** Of some blocks, with the denominators' inverses. */
  private void sums(double[] from, int first, int blocks) {
    int lane = first * lanes;
    for (int part = 0; part < degree; part++) {
      int column = at(0, part, SOME);
      int here = at(lane, part, all.blocks());
      int plus = LaneField.LIMBS * part;
      field.add(bothX, column, leftX, here, rightX, here, blocks);
      System.arraycopy(leftX, here, x, column, LaneField.LIMBS * lanes * blocks);
      System.arraycopy(denominators, here, slope, column, LaneField.LIMBS * lanes * blocks);
      field.gather(y, column, from, left, lane, plus + width, blocks);
      field.sign(y, column, y, column, leftSigns, lane, blocks);
      field.gather(differenceY, column, from, right, lane, plus + width, blocks);
      field.sign(differenceY, column, differenceY, column, rightSigns, lane, blocks);
      field.sub(differenceY, column, differenceY, column, y, column, blocks);
    }
    some.settle(differenceY, blocks);
    some.mul(slope, 0, slope, 0, differenceY, 0, blocks);
    some.square(sumX, slope, blocks);
    some.difference(sumX, sumX, bothX, blocks);
    some.difference(x, x, sumX, blocks);
    some.mul(sumY, 0, x, 0, slope, 0, blocks);
    some.difference(sumY, sumY, y, blocks);
  }

  private void addAlone(double[] from, int left, int right, double[] to, int target) {
    double[] both = new double[2 * point];
    copy(from, left, both, 0);
    copy(from, right, both, 1);
    if (isInfinity(both, 1)) {
      System.arraycopy(both, 0, to, point * target, point);
    } else if (isInfinity(both, 0)) {
      System.arraycopy(both, point, to, point * target, point);
    } else {
      long[] points = toLongs(both);
      long[] sum = new long[curve.jacobianWidth()];
      curve.fromAffine(sum, 0, points, 0);
      curve.addAffine(sum, 0, sum, 0, points, point);
      long[] affine = new long[point];
      curve.toAffine(affine, 0, sum, 0);
      System.arraycopy(fromLongs(affine), 0, to, point * target, point);
    }
  }
}
