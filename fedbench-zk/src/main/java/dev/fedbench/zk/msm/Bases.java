package dev.fedbench.zk.msm;

import dev.fedbench.zk.curve.Curve;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Points that are summed up time and again, each time with other scalars. Once many sums have been
 * made, so does a table of each point times each power of the digits' base, if it is small enough:
 * then all digits of a scalar share one window's buckets. Thread-safe.
 */
public final class Bases {

  private static final int MOST_TABLE_BYTES = 16 << 20;

  /**
   * A table is made when it would have saved so many halves of what it costs: runs of ten clients
   * do without, and runs of hundreds lose little.
   */
  private static final int PATIENCE = 3;

  private static final int NEVER = -1;

  private final Points points;
  private final BitSet bits;
  private final int wanted;
  private final AtomicInteger sums = new AtomicInteger();
  private volatile Table table;

  /**
   * Keeps the array.
   *
   * @param points affine
   * @param bits the points whose scalars are 0 or 1; others are summed up too, but not as fast
   */
  public Bases(Curve curve, long[] points, BitSet bits) {
    this.points = new Points(points);
    this.bits = bits;
    int wide = points.length / curve.affineWidth() - bits.cardinality();
    int mostPoints = MOST_TABLE_BYTES / (Long.BYTES * curve.affineWidth());
    wanted = Table.fits(wide, mostPoints) ? PATIENCE * Table.paysAfter(wide) / 2 : NEVER;
  }

  /** The points, affine; nobody may write to them. */
  public long[] points() {
    return points.oneByOne();
  }

  /** Whether so many sums were made that there is a table. */
  public boolean hasTable() {
    return table != null;
  }

  /**
   * The sum of the points, each times its scalar; Jacobian.
   *
   * @param curve of the points
   * @param scalars elements of the scalar field, as many
   */
  public long[] sum(Curve curve, long[] scalars) {
    return sum(PointAdder.fastest(curve), scalars);
  }

  private <A> long[] sum(PointAdder<A> adder, long[] scalars) {
    Curve curve = adder.curve();
    Scalars plain = new Scalars(scalars, 0, points().length / curve.affineWidth());
    Table ready = table;
    if (ready != null && ready.covers(plain)) {
      return ready.sum(adder, plain);
    }
    if (wanted != NEVER && sums.incrementAndGet() == wanted) {
      table = Table.of(curve, points(), bits); // others go on without, meanwhile
    }
    return new Pippenger<>(adder).sum(adder.of(points), plain);
  }
}
