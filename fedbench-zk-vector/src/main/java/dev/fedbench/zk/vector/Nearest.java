package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.DOUBLES;
import static dev.fedbench.zk.vector.Vectors.LANES;
import static dev.fedbench.zk.vector.Vectors.LOWER;
import static dev.fedbench.zk.vector.Vectors.UPPER;

import java.math.BigInteger;
import jdk.incubator.vector.DoubleVector;

/**
 * Sums and differences modulo a prime p, the nearest to 0: how many p are taken off is found from
 * the highest limb, so that a result may be a 2^-40th beyond p / 2. Carries go from limb to limb in
 * doubles.
 */
final class Nearest {

  /** A limb is this much of the one above. */
  private static final double DOWN = 0x1p-51;

  /** The limbs of -p. */
  private final double[] opposite;

  /** 2^204 / p. */
  private final double inverseTop;

  Nearest(BigInteger prime) {
    opposite = Reduction.limbs(prime.negate());
    inverseTop = -1 / opposite[opposite.length - 1];
  }

  /** z = x + s y, reduced, for an s of 1, -1 or 0. */
  void sum(double[] z, int zo, double[] x, int xo, double s, double[] y, int yo) {
    DoubleVector sign = DoubleVector.broadcast(DOUBLES, s);
    DoubleVector limb = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector down = DoubleVector.broadcast(DOUBLES, DOWN);
    DoubleVector top =
        DoubleVector.fromArray(DOUBLES, y, yo + 4 * LANES)
            .fma(sign, DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES));
    DoubleVector times =
        top.fma(DoubleVector.broadcast(DOUBLES, inverseTop), DoubleVector.broadcast(DOUBLES, LOWER))
            .sub(LOWER);
    DoubleVector p0 = DoubleVector.broadcast(DOUBLES, opposite[0]);
    DoubleVector t0 =
        DoubleVector.fromArray(DOUBLES, y, yo).fma(sign, DoubleVector.fromArray(DOUBLES, x, xo));
    t0 = times.fma(p0, t0);
    DoubleVector u = t0.add(limb).sub(limb);
    t0.sub(u).intoArray(z, zo);
    DoubleVector p1 = DoubleVector.broadcast(DOUBLES, opposite[1]);
    DoubleVector t1 =
        DoubleVector.fromArray(DOUBLES, y, yo + LANES)
            .fma(sign, DoubleVector.fromArray(DOUBLES, x, xo + LANES));
    t1 = times.fma(p1, t1);
    t1 = u.fma(down, t1);
    u = t1.add(limb).sub(limb);
    t1.sub(u).intoArray(z, zo + LANES);
    DoubleVector p2 = DoubleVector.broadcast(DOUBLES, opposite[2]);
    DoubleVector t2 =
        DoubleVector.fromArray(DOUBLES, y, yo + 2 * LANES)
            .fma(sign, DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES));
    t2 = times.fma(p2, t2);
    t2 = u.fma(down, t2);
    u = t2.add(limb).sub(limb);
    t2.sub(u).intoArray(z, zo + 2 * LANES);
    DoubleVector p3 = DoubleVector.broadcast(DOUBLES, opposite[3]);
    DoubleVector t3 =
        DoubleVector.fromArray(DOUBLES, y, yo + 3 * LANES)
            .fma(sign, DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES));
    t3 = times.fma(p3, t3);
    t3 = u.fma(down, t3);
    u = t3.add(limb).sub(limb);
    t3.sub(u).intoArray(z, zo + 3 * LANES);
    DoubleVector p4 = DoubleVector.broadcast(DOUBLES, opposite[4]);
    u.fma(down, times.fma(p4, top)).intoArray(z, zo + 4 * LANES);
  }
}
