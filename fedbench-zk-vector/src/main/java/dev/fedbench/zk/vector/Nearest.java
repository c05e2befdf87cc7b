package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.DOUBLES;
import static dev.fedbench.zk.vector.Vectors.LANES;
import static dev.fedbench.zk.vector.Vectors.LOWER;

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

  /** z = x less the nearest multiple of p. */
  void reduce(double[] z, int zo, double[] x, int xo) {
    DoubleVector limb = DoubleVector.broadcast(DOUBLES, Vectors.LIMBS);
    DoubleVector x4 = DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES);
    DoubleVector times =
        x4.fma(DoubleVector.broadcast(DOUBLES, inverseTop), DoubleVector.broadcast(DOUBLES, LOWER))
            .sub(LOWER);
    DoubleVector t =
        times.fma(
            DoubleVector.broadcast(DOUBLES, opposite[0]), DoubleVector.fromArray(DOUBLES, x, xo));
    DoubleVector u = t.add(limb).sub(limb);
    t.sub(u).intoArray(z, zo);
    t =
        u.fma(
            DoubleVector.broadcast(DOUBLES, DOWN),
            times.fma(
                DoubleVector.broadcast(DOUBLES, opposite[1]),
                DoubleVector.fromArray(DOUBLES, x, xo + 1 * LANES)));
    u = t.add(limb).sub(limb);
    t.sub(u).intoArray(z, zo + LANES);
    t =
        u.fma(
            DoubleVector.broadcast(DOUBLES, DOWN),
            times.fma(
                DoubleVector.broadcast(DOUBLES, opposite[2]),
                DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES)));
    u = t.add(limb).sub(limb);
    t.sub(u).intoArray(z, zo + 2 * LANES);
    t =
        u.fma(
            DoubleVector.broadcast(DOUBLES, DOWN),
            times.fma(
                DoubleVector.broadcast(DOUBLES, opposite[3]),
                DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES)));
    u = t.add(limb).sub(limb);
    t.sub(u).intoArray(z, zo + 3 * LANES);
    u.fma(
            DoubleVector.broadcast(DOUBLES, DOWN),
            times.fma(DoubleVector.broadcast(DOUBLES, opposite[4]), x4))
        .intoArray(z, zo + 4 * LANES);
  }

  /** z = x + y, reduced. */
  void sum(double[] z, int zo, double[] x, int xo, double[] y, int yo) {
    DoubleVector limb = DoubleVector.broadcast(DOUBLES, Vectors.LIMBS);
    DoubleVector down = DoubleVector.broadcast(DOUBLES, DOWN);
    DoubleVector top =
        DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES)
            .add(DoubleVector.fromArray(DOUBLES, y, yo + 4 * LANES));
    DoubleVector times =
        top.fma(DoubleVector.broadcast(DOUBLES, inverseTop), DoubleVector.broadcast(DOUBLES, LOWER))
            .sub(LOWER);
    DoubleVector p0 = DoubleVector.broadcast(DOUBLES, opposite[0]);
    DoubleVector s0 =
        DoubleVector.fromArray(DOUBLES, x, xo).add(DoubleVector.fromArray(DOUBLES, y, yo));
    s0 = times.fma(p0, s0);
    DoubleVector u = s0.add(limb).sub(limb);
    s0.sub(u).intoArray(z, zo);
    DoubleVector p1 = DoubleVector.broadcast(DOUBLES, opposite[1]);
    DoubleVector s1 =
        DoubleVector.fromArray(DOUBLES, x, xo + LANES)
            .add(DoubleVector.fromArray(DOUBLES, y, yo + LANES));
    s1 = times.fma(p1, s1);
    s1 = u.fma(down, s1);
    u = s1.add(limb).sub(limb);
    s1.sub(u).intoArray(z, zo + LANES);
    DoubleVector p2 = DoubleVector.broadcast(DOUBLES, opposite[2]);
    DoubleVector s2 =
        DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES)
            .add(DoubleVector.fromArray(DOUBLES, y, yo + 2 * LANES));
    s2 = times.fma(p2, s2);
    s2 = u.fma(down, s2);
    u = s2.add(limb).sub(limb);
    s2.sub(u).intoArray(z, zo + 2 * LANES);
    DoubleVector p3 = DoubleVector.broadcast(DOUBLES, opposite[3]);
    DoubleVector s3 =
        DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES)
            .add(DoubleVector.fromArray(DOUBLES, y, yo + 3 * LANES));
    s3 = times.fma(p3, s3);
    s3 = u.fma(down, s3);
    u = s3.add(limb).sub(limb);
    s3.sub(u).intoArray(z, zo + 3 * LANES);
    DoubleVector p4 = DoubleVector.broadcast(DOUBLES, opposite[4]);
    u.fma(down, times.fma(p4, top)).intoArray(z, zo + 4 * LANES);
  }

  /** z = x - y, reduced. */
  void difference(double[] z, int zo, double[] x, int xo, double[] y, int yo) {
    DoubleVector limb = DoubleVector.broadcast(DOUBLES, Vectors.LIMBS);
    DoubleVector down = DoubleVector.broadcast(DOUBLES, DOWN);
    DoubleVector top =
        DoubleVector.fromArray(DOUBLES, x, xo + 4 * LANES)
            .sub(DoubleVector.fromArray(DOUBLES, y, yo + 4 * LANES));
    DoubleVector times =
        top.fma(DoubleVector.broadcast(DOUBLES, inverseTop), DoubleVector.broadcast(DOUBLES, LOWER))
            .sub(LOWER);
    DoubleVector p0 = DoubleVector.broadcast(DOUBLES, opposite[0]);
    DoubleVector d0 =
        DoubleVector.fromArray(DOUBLES, x, xo).sub(DoubleVector.fromArray(DOUBLES, y, yo));
    d0 = times.fma(p0, d0);
    DoubleVector u = d0.add(limb).sub(limb);
    d0.sub(u).intoArray(z, zo);
    DoubleVector p1 = DoubleVector.broadcast(DOUBLES, opposite[1]);
    DoubleVector d1 =
        DoubleVector.fromArray(DOUBLES, x, xo + LANES)
            .sub(DoubleVector.fromArray(DOUBLES, y, yo + LANES));
    d1 = times.fma(p1, d1);
    d1 = u.fma(down, d1);
    u = d1.add(limb).sub(limb);
    d1.sub(u).intoArray(z, zo + LANES);
    DoubleVector p2 = DoubleVector.broadcast(DOUBLES, opposite[2]);
    DoubleVector d2 =
        DoubleVector.fromArray(DOUBLES, x, xo + 2 * LANES)
            .sub(DoubleVector.fromArray(DOUBLES, y, yo + 2 * LANES));
    d2 = times.fma(p2, d2);
    d2 = u.fma(down, d2);
    u = d2.add(limb).sub(limb);
    d2.sub(u).intoArray(z, zo + 2 * LANES);
    DoubleVector p3 = DoubleVector.broadcast(DOUBLES, opposite[3]);
    DoubleVector d3 =
        DoubleVector.fromArray(DOUBLES, x, xo + 3 * LANES)
            .sub(DoubleVector.fromArray(DOUBLES, y, yo + 3 * LANES));
    d3 = times.fma(p3, d3);
    d3 = u.fma(down, d3);
    u = d3.add(limb).sub(limb);
    d3.sub(u).intoArray(z, zo + 3 * LANES);
    DoubleVector p4 = DoubleVector.broadcast(DOUBLES, opposite[4]);
    u.fma(down, times.fma(p4, top)).intoArray(z, zo + 4 * LANES);
  }
}
