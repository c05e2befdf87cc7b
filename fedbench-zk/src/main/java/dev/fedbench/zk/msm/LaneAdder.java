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

  private final Curve curve;
  private final Coordinates coordinates;
  private final LaneForm form;
  private final int lanes;
  private final int block;
  private final int blocks;

  /** Doubles of a coordinate, and of a point. */
  private final int width;

  private final int point;
  private final double[] x1;
  private final double[] y1;
  private final double[] x2;
  private final double[] y2;
  private final double[] slope;
  private final double[] sumX;
  private final double[] sumY;
  private final Inverses inverses;
  private final boolean[] alone;
  private final double[] one;

  /** Pairs that share an inversion, in G1; half as many in G2. */
  private static final int BATCH = 1024;

  static LaneAdder of(Curve curve, LaneForm form) {
    boolean quadratic = curve.field() instanceof Fp2;
    int blocks = BATCH / form.lanes().lanes() / (quadratic ? 2 : 1);
    return new LaneAdder(
        curve,
        quadratic ? new QuadraticCoordinates(form, blocks) : new PrimeCoordinates(form, blocks),
        blocks);
  }

  /**
   * @param coordinates of that curve, in columns of as many blocks
   * @param blocks a power of two
   */
  private LaneAdder(Curve curve, Coordinates coordinates, int blocks) {
    super(curve, blocks * coordinates.form().lanes().lanes());
    this.curve = curve;
    this.coordinates = coordinates;
    this.form = coordinates.form();
    this.lanes = form.lanes().lanes();
    this.block = LaneField.LIMBS * lanes;
    this.blocks = blocks;
    this.width = LaneField.LIMBS * coordinates.degree();
    this.point = 2 * width;
    x1 = coordinates.column();
    y1 = coordinates.column();
    x2 = coordinates.column();
    y2 = coordinates.column();
    slope = coordinates.column();
    sumX = coordinates.column();
    sumY = coordinates.column();
    inverses = new Inverses(coordinates);
    alone = new boolean[blocks * lanes];
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
    for (int k = point * i; k < point * (i + 1); k++) {
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
    for (int i = 0; i < pairs; i++) {
      place(from, lefts[i], x1, y1, i);
      place(from, rights[i], x2, y2, i);
      alone[i] = isAlone(from, index(lefts[i]), index(rights[i]));
      if (alone[i]) {
        differ(i);
      }
    }
    int used = (pairs + lanes - 1) / lanes;
    for (int i = pairs; i < used * lanes; i++) {
      differ(i);
    }
    if (!sums(used)) { // the same x at both ends of the range: rarer than anything
      Arrays.fill(alone, 0, pairs, true);
    }
    for (int i = 0; i < pairs; i++) {
      if (alone[i]) {
        addAlone(from, lefts[i], rights[i], to, targets[i]);
      } else {
        collect(sumX, i, to, point * targets[i]);
        collect(sumY, i, to, point * targets[i] + width);
      }
    }
  }

  private static int index(int signed) {
    return signed < 0 ? ~signed : signed;
  }

  /** Adds the first points to the second ones; false if some have the same x. */
  private boolean sums(int used) {
    coordinates.difference(slope, x2, x1, used);
    if (!inverses.invert(curve.field(), slope, used)) {
      return false;
    }
    coordinates.difference(y2, y2, y1, used);
    coordinates.mul(slope, 0, slope, 0, y2, 0, used);
    coordinates.square(sumX, slope, used);
    coordinates.subtract(sumX, x1, x2, used);
    coordinates.difference(x1, x1, sumX, used);
    coordinates.mul(sumY, 0, x1, 0, slope, 0, used);
    coordinates.subtract(sumY, y1, used);
    return true;
  }

  /** Where limb 0 of an element is in a column. */
  private int at(int i) {
    return block * (i / lanes) + i % lanes;
  }

  private void place(double[] from, int signed, double[] x, double[] y, int i) {
    int at = point * index(signed);
    double sign = signed < 0 ? -1 : 1;
    for (int part = 0; part < coordinates.degree(); part++) {
      int to = at(i) + part * block * blocks;
      for (int k = 0; k < LaneField.LIMBS; k++) {
        x[to + k * lanes] = from[at + k];
        y[to + k * lanes] = sign * from[at + width + k];
      }
      at += LaneField.LIMBS;
    }
  }

  private void collect(double[] column, int i, double[] to, int at) {
    for (int part = 0; part < coordinates.degree(); part++) {
      int from = at(i) + part * block * blocks;
      for (int k = 0; k < LaneField.LIMBS; k++) {
        to[at + part * LaneField.LIMBS + k] = column[from + k * lanes];
      }
    }
  }

  /** Whether there is infinity, or the same x twice. */
  private boolean isAlone(double[] from, int left, int right) {
    int l = point * left;
    int r = point * right;
    boolean same = true;
    for (int k = 0; k < width && same; k++) {
      same = from[l + k] == from[r + k];
    }
    return same || isInfinity(from, left) || isInfinity(from, right);
  }

  /** In that place x is 0 and 1. */
  private void differ(int i) {
    for (int part = 0; part < coordinates.degree(); part++) {
      int at = at(i) + part * block * blocks;
      for (int k = 0; k < LaneField.LIMBS; k++) {
        x1[at + k * lanes] = 0;
        x2[at + k * lanes] = one[part * LaneField.LIMBS + k];
      }
    }
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
