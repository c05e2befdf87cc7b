package dev.fedbench.zk.curve;

import dev.fedbench.zk.field.Fp12;
import dev.fedbench.zk.field.PrimeField;
import java.util.List;

/** The optimal ate pairing, products of pairings at once. Keeps scratch space: not thread-safe. */
public final class Pairing {

  private static final PrimeField FP = PrimeField.BASE;
  private static final int W = FP.width();

  /** Fourteen digits that are not 0, where digits of two bits make it 24. */
  private static final int[] X = NonAdjacent.of(Bn254.X, 4);

  private final Fp12 fp12 = new Fp12();
  private final long[] line = new long[PreparedG2.LINE];

  /** With scratch space of its own. */
  public Pairing() {}

  /** A value of a pairing: of order r in F_p12. Immutable. */
  public static final class Gt {

    private final long[] value;

    private Gt(long[] value) {
      this.value = value;
    }

    /** Whether it is 1. */
    public boolean isOne() {
      Fp12 fp12 = new Fp12();
      long[] one = fp12.array(1);
      fp12.one(one, 0);
      return fp12.equal(value, 0, one, 0);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Gt that && new Fp12().equal(value, 0, that.value, 0);
    }

    @Override
    public int hashCode() {
      return FP.number(value, 0).hashCode();
    }

    /** z = this. */
    void write(long[] z, int zo) {
      System.arraycopy(value, 0, z, zo, value.length);
    }
  }

  /**
   * e(p_1, q_1) e(p_2, q_2)...: one Miller loop that squares once for all, one final
   * exponentiation. A pair with a point at infinity counts as 1.
   */
  public Gt product(List<G1> ps, List<PreparedG2> qs) {
    if (ps.size() != qs.size()) {
      throw new IllegalArgumentException(
          "%d points of G1 and %d of G2".formatted(ps.size(), qs.size()));
    }
    long[] f = miller(points(ps, qs), qs);
    finalExponentiation(f);
    return new Gt(f);
  }

  /** Of each pair -x / y and 1 / y of the point of G1; 0 and 0 for pairs that count as 1. */
  private static long[] points(List<G1> ps, List<PreparedG2> qs) {
    long[] points = new long[2 * W * ps.size()];
    long[] inverses = FP.array(ps.size());
    for (int i = 0; i < ps.size(); i++) {
      if (!qs.get(i).infinity) {
        ps.get(i).write(points, 2 * W * i);
        FP.copy(inverses, W * i, points, 2 * W * i + W);
      }
    }
    FP.invertAll(inverses, 0, ps.size(), FP.array(ps.size()));
    for (int i = 0; i < ps.size(); i++) {
      FP.mul(points, 2 * W * i, points, 2 * W * i, inverses, W * i);
      FP.negate(points, 2 * W * i, points, 2 * W * i);
      FP.copy(points, 2 * W * i + W, inverses, W * i);
    }
    return points;
  }

  private long[] miller(long[] points, List<PreparedG2> qs) {
    long[] f = fp12.array(1);
    fp12.one(f, 0);
    int next = 0;
    for (int i = PreparedG2.LOOP.length - 2; i >= 0; i--) {
      fp12.square(f, 0, f, 0);
      lines(f, points, qs, next);
      next += PreparedG2.LINE;
      if (PreparedG2.LOOP[i] != 0) {
        lines(f, points, qs, next);
        next += PreparedG2.LINE;
      }
    }
    lines(f, points, qs, next);
    lines(f, points, qs, next + PreparedG2.LINE);
    return f;
  }

  /**
   * Multiplies f with each pair's line at that place, over y: a factor of F_p, of which the final
   * exponentiation makes 1.
   */
  private void lines(long[] f, long[] points, List<PreparedG2> qs, int at) {
    for (int i = 0; i < qs.size(); i++) {
      int x = 2 * W * i;
      int y = x + W;
      if (!FP.isZero(points, y)) {
        long[] from = qs.get(i).lines;
        fp12.fp2().mulByBase(line, 0, from, at, points, x);
        fp12.fp2().mulByBase(line, 2 * W, from, at + 2 * W, points, y);
        fp12.mulByLine(f, 0, f, 0, line, 0);
      }
    }
  }

  /**
   * f = f^((p^12 - 1) / r). The hard part as Scott et al., On the Final Exponentiation for
   * Calculating Pairings on Ordinary Elliptic Curves, 2009.
   */
  void finalExponentiation(long[] f) {
    long[] a = power(f, fp12);
    // f^((p^6 - 1)(p^2 + 1)) is of the cyclotomic subgroup: from here 1/f is the conjugate.
    long[] fx = byX(a);
    long[] fx2 = byX(fx);
    long[] fx3 = byX(fx2);
    long[] p1 = frobenius(a);
    long[] p2 = frobenius(p1);
    long[] y0 = times(times(p1, p2), frobenius(p2));
    long[] y1 = conjugate(a);
    long[] fx2p = frobenius(fx2);
    long[] y2 = frobenius(fx2p);
    long[] y3 = conjugate(frobenius(fx));
    long[] y4 = conjugate(times(fx, fx2p));
    long[] y5 = conjugate(fx2);
    long[] y6 = conjugate(times(fx3, frobenius(fx3)));
    // y0 y1^2 y2^6 y3^12 y4^18 y5^30 y6^36
    long[] t0 = times(times(square(y6), y4), y5);
    long[] t1 = times(times(y3, y5), t0);
    t0 = times(t0, y2);
    t1 = square(times(square(t1), t0));
    t0 = square(times(t1, y1));
    t1 = times(t1, y0);
    fp12.mul(f, 0, t1, 0, t0, 0);
  }

  /** f^((p^6 - 1)(p^2 + 1)). */
  private static long[] power(long[] f, Fp12 fp12) {
    long[] inverse = fp12.array(1);
    long[] easy = fp12.array(1);
    fp12.invert(inverse, 0, f, 0);
    fp12.conjugate(easy, 0, f, 0);
    fp12.mul(easy, 0, easy, 0, inverse, 0);
    fp12.frobenius(inverse, 0, easy, 0);
    fp12.frobenius(inverse, 0, inverse, 0);
    fp12.mul(easy, 0, easy, 0, inverse, 0);
    return easy;
  }

  /** a^x, for a of the cyclotomic subgroup. */
  private long[] byX(long[] a) {
    long[][] odd = new long[4][]; // a, a^3, a^5, a^7
    long[] square = square(a);
    odd[0] = a;
    for (int i = 1; i < odd.length; i++) {
      odd[i] = times(odd[i - 1], square);
    }
    long[] result = odd[X[X.length - 1] / 2].clone();
    for (int i = X.length - 2; i >= 0; i--) {
      fp12.cyclotomicSquare(result, 0, result, 0);
      if (X[i] != 0) {
        long[] power = odd[Math.abs(X[i]) / 2];
        fp12.mul(result, 0, result, 0, X[i] > 0 ? power : conjugate(power), 0);
      }
    }
    return result;
  }

  private long[] times(long[] a, long[] b) {
    long[] product = fp12.array(1);
    fp12.mul(product, 0, a, 0, b, 0);
    return product;
  }

  private long[] square(long[] a) {
    long[] square = fp12.array(1);
    fp12.cyclotomicSquare(square, 0, a, 0);
    return square;
  }

  private long[] conjugate(long[] a) {
    long[] conjugate = fp12.array(1);
    fp12.conjugate(conjugate, 0, a, 0);
    return conjugate;
  }

  private long[] frobenius(long[] a) {
    long[] image = fp12.array(1);
    fp12.frobenius(image, 0, a, 0);
    return image;
  }
}
