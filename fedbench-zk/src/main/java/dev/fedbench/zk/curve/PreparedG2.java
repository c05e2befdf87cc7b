package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp2;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A point of G2 with the lines of its Miller loop, which do not depend on the other point. Worth
 * keeping for points that are used again. Immutable.
 *
 * <p>A line through T with slope m on the twist is, at P = (x, y) of G1, y - m x w + (m x_T - y_T)
 * w^3: kept are m and m x_T - y_T.
 */
public final class PreparedG2 {

  /** 6x + 2, the optimal ate loop (Vercauteren, Optimal Pairings, 2010). */
  static final int[] LOOP =
      NonAdjacent.of(Bn254.X.multiply(BigInteger.valueOf(6)).add(BigInteger.TWO));

  static final PreparedG2 INFINITY = new PreparedG2(new long[0]);

  private static final int W = 10;
  static final int LINE = 2 * W;

  final boolean infinity;
  final long[] lines;

  private PreparedG2(long[] lines) {
    this.infinity = lines.length == 0;
    this.lines = lines;
  }

  /**
   * Of points of the twist, affine and not infinity; empty for those that are not of G2. That shows
   * on the way: of order r are just the points Q for which (6x + 2) Q + psi(Q) - psi^2(Q) +
   * psi^3(Q) = 0, psi the Frobenius map, since r is all that the twist's order has in common with
   * the resultant of that polynomial and psi's own (as El Housni, Guillevic and Piellard, Co-factor
   * Clearing and Subgroup Membership Testing on Pairing-Friendly Curves, 2022, do with a shorter
   * one).
   */
  static List<Optional<PreparedG2>> of(List<long[]> points) {
    Walk walk = new Walk(points);
    return IntStream.range(0, points.size())
        .mapToObj(i -> walk.lines(i).map(PreparedG2::new))
        .toList();
  }

  static Optional<PreparedG2> of(long[] point) {
    return of(List.of(point)).get(0);
  }

  private static int countLines() {
    int count = LOOP.length - 1 + 2;
    for (int i = 0; i < LOOP.length - 1; i++) {
      count += LOOP[i] & 1;
    }
    return count;
  }

  /**
   * Each Q's T on its way to (6x + 2) Q, and on to its sum with two of Q's images: all points go
   * together, so that a step takes one inversion for all.
   */
  private static final class Walk {

    private final Fp2 fp2 = new Fp2();
    private final int count;
    private final long[][] lines;

    /** Every T. */
    private final long[] t;

    /** Every -psi^3(Q). */
    private final long[] end;

    /** T met Q or -Q on its way, which it does not if Q is of G2. */
    private final BitSet lost = new BitSet();

    private final long[] inverses;
    private final long[] products;
    private final long[] slope = new long[W];
    private final long[] work = new long[W];
    private int next;

    Walk(List<long[]> points) {
      count = points.size();
      lines = new long[count][countLines() * LINE];
      inverses = fp2.array(count);
      products = fp2.array(count);
      t = new long[2 * W * count];
      for (int i = 0; i < count; i++) {
        System.arraycopy(points.get(i), 0, t, 2 * W * i, 2 * W);
      }
      long[] q = t.clone();
      long[] minus = opposite(q);
      for (int i = LOOP.length - 2; i >= 0; i--) {
        twice();
        if (LOOP[i] != 0) {
          add(LOOP[i] > 0 ? q : minus);
        }
      }
      long[] image = images(q);
      add(image);
      long[] second = opposite(images(image));
      add(second);
      end = images(second);
    }

    private long[] opposite(long[] points) {
      long[] opposite = points.clone();
      for (int y = W; y < points.length; y += 2 * W) {
        fp2.negate(opposite, y, points, y);
      }
      return opposite;
    }

    private static long[] images(long[] points) {
      long[] images = new long[points.length];
      for (int i = 0; i < points.length; i += 2 * W) {
        G2.frobenius(images, i, points, i);
      }
      return images;
    }

    private void twice() {
      for (int i = 0; i < count; i++) {
        fp2.twice(inverses, W * i, t, 2 * W * i + W);
      }
      fp2.invertAll(inverses, 0, count, products);
      for (int i = 0; i < count; i++) {
        int x = 2 * W * i;
        fp2.square(slope, 0, t, x);
        fp2.twice(work, 0, slope, 0);
        fp2.add(slope, 0, slope, 0, work, 0);
        fp2.mul(slope, 0, slope, 0, inverses, W * i); // 3 x^2 / 2 y
        step(i, t);
      }
      next += LINE;
    }

    private void add(long[] q) {
      for (int i = 0; i < count; i++) {
        fp2.sub(inverses, W * i, q, 2 * W * i, t, 2 * W * i);
        if (fp2.isZero(inverses, W * i)) {
          lost.set(i);
        }
      }
      fp2.invertAll(inverses, 0, count, products);
      for (int i = 0; i < count; i++) {
        int y = 2 * W * i + W;
        fp2.factorSub(slope, 0, q, y, t, y);
        fp2.mul(slope, 0, slope, 0, inverses, W * i);
        step(i, q);
      }
      next += LINE;
    }

    /** Keeps the line through a T and q with that slope, and moves T on. */
    private void step(int i, long[] q) {
      long[] line = lines[i];
      int constant = next + W;
      int x = 2 * W * i;
      int y = x + W;
      fp2.copy(line, next, slope, 0);
      fp2.mul(line, constant, slope, 0, t, x);
      fp2.sub(line, constant, line, constant, t, y);
      fp2.square(work, 0, slope, 0);
      fp2.sub(work, 0, work, 0, t, x);
      fp2.sub(work, 0, work, 0, q, x); // m^2 - x_T - x_q
      fp2.copy(t, x, work, 0);
      fp2.mul(work, 0, slope, 0, work, 0);
      fp2.sub(t, y, line, constant, work, 0); // m (x_T - x) - y_T
    }

    /** Empty if T did not end at -psi^3(Q), or went astray. */
    Optional<long[]> lines(int i) {
      int x = 2 * W * i;
      int y = x + W;
      boolean arrived = fp2.equal(t, x, end, x) && fp2.equal(t, y, end, y);
      return arrived && !lost.get(i) ? Optional.of(lines[i]) : Optional.empty();
    }
  }
}
