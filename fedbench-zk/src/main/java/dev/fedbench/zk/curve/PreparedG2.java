package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp2;
import java.math.BigInteger;

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

  private static final int W = 10;
  static final int LINE = 2 * W;

  final boolean infinity;
  final long[] lines;

  /** Computes the lines: some 90 inversions. */
  public PreparedG2(G2 q) {
    infinity = q.isInfinity();
    lines = infinity ? new long[0] : new Walk(q).lines;
  }

  private static int countLines() {
    int count = LOOP.length - 1 + 2;
    for (int i = 0; i < LOOP.length - 1; i++) {
      count += LOOP[i] & 1;
    }
    return count;
  }

  /** T on its way from Q to (6x + 2) Q, and on to its sum with two of Q's images. */
  private static final class Walk {

    private final Fp2 fp2 = new Fp2();
    private final long[] lines = new long[countLines() * LINE];
    private final long[] t = new long[2 * W];
    private final long[] slope = new long[W];
    private final long[] work = new long[W];
    private int next;

    Walk(G2 point) {
      long[] q = new long[2 * W];
      long[] minus = new long[2 * W];
      point.write(q, 0);
      point.negated().write(minus, 0);
      point.write(t, 0);
      for (int i = LOOP.length - 2; i >= 0; i--) {
        twice();
        if (LOOP[i] != 0) {
          add(LOOP[i] > 0 ? q : minus);
        }
      }
      G2.frobenius(q, q);
      add(q);
      G2.frobenius(q, q);
      fp2.negate(q, W, q, W);
      add(q);
    }

    private void twice() {
      fp2.square(slope, 0, t, 0);
      fp2.twice(work, 0, slope, 0);
      fp2.add(slope, 0, slope, 0, work, 0);
      fp2.twice(work, 0, t, W);
      fp2.invert(work, 0, work, 0);
      fp2.mul(slope, 0, slope, 0, work, 0); // 3 x^2 / 2 y
      step(t);
    }

    private void add(long[] q) {
      fp2.sub(work, 0, q, 0, t, 0);
      fp2.invert(work, 0, work, 0);
      fp2.sub(slope, 0, q, W, t, W);
      fp2.mul(slope, 0, slope, 0, work, 0);
      step(q);
    }

    /** Keeps the line through T and q with that slope, and moves T on. */
    private void step(long[] q) {
      int constant = next + W;
      fp2.copy(lines, next, slope, 0);
      fp2.mul(lines, constant, slope, 0, t, 0);
      fp2.sub(lines, constant, lines, constant, t, W);
      next += LINE;
      fp2.square(work, 0, slope, 0);
      fp2.sub(work, 0, work, 0, t, 0);
      fp2.sub(work, 0, work, 0, q, 0); // m^2 - x_T - x_q
      fp2.mul(t, 0, slope, 0, work, 0);
      fp2.sub(t, W, lines, constant, t, 0); // m (x_T - x) - y_T
      fp2.copy(t, 0, work, 0);
    }
  }
}
