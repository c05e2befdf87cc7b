package dev.fedbench.zk.vector;

import static dev.fedbench.zk.vector.Vectors.BOTH;
import static dev.fedbench.zk.vector.Vectors.DOUBLES;
import static dev.fedbench.zk.vector.Vectors.HALF;
import static dev.fedbench.zk.vector.Vectors.LANES;
import static dev.fedbench.zk.vector.Vectors.LIMB_BITS;
import static dev.fedbench.zk.vector.Vectors.LONGS;
import static dev.fedbench.zk.vector.Vectors.LOWER;
import static dev.fedbench.zk.vector.Vectors.LOWER_BITS;
import static dev.fedbench.zk.vector.Vectors.MASK;
import static dev.fedbench.zk.vector.Vectors.UPPER;
import static dev.fedbench.zk.vector.Vectors.UPPER_BITS;

import java.math.BigInteger;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Divides products by R = 2^255, modulo a prime p.
 *
 * <p>The four lowest limbs d0 to d3 of a product are worth d0 2^-204 + d1 2^-153 + d2 2^-102 + d3
 * 2^-51 after a division by 2^204: their products with those four constants modulo p are added to
 * the limbs above. None of them waits for another, as a quotient a limb would. What is left is
 * divided by 2^51 in Montgomery's way (1985). Of what comes out, less than 2p on either side of 0,
 * the nearest multiple of p is taken off, by its highest limb.
 */
final class Reduction {

  private static final int LIMBS = 5;

  /** Limbs whose constants are taken. */
  private static final int FOLDED = 4;

  /** The prime's limbs, and those of its opposite. */
  private final double[] p;

  private final double[] opposite;

  /** 2^-204, 2^-153, 2^-102, 2^-51 modulo p, a limb after the other. */
  private final double[] powers = new double[FOLDED * LIMBS];

  /** -1/p modulo 2^51. */
  private final double inverse;

  /** 2^204 / p. */
  private final double inverseTop;

  Reduction(BigInteger prime) {
    p = limbs(prime);
    opposite = limbs(prime.negate());
    BigInteger limb = BigInteger.ONE.shiftLeft(LIMB_BITS);
    for (int i = 0; i < FOLDED; i++) {
      BigInteger power = limb.pow(FOLDED - i).modInverse(prime);
      System.arraycopy(limbs(nearest(power, prime)), 0, powers, LIMBS * i, LIMBS);
    }
    inverse = nearest(prime.negate().modInverse(limb), limb).doubleValue();
    inverseTop = 1 / p[LIMBS - 1];
  }

  /** What is to be added to a product's sums: less the bits of their parts. */
  static long[] offsets(int[] parts) {
    long[] offsets = new long[Products.SUMS];
    for (int k = 0; k < Products.SUMS; k++) {
      int upper = k == 0 ? 0 : parts[k - 1];
      int lower = parts[k];
      if (k >= FOLDED) { // what is done here brings some, too
        upper += k > FOLDED ? LIMBS : 0;
        lower += k < Products.SUMS - 1 ? LIMBS : 0;
      }
      offsets[k] = -upper * UPPER_BITS - lower * LOWER_BITS;
    }
    return offsets;
  }

  private static BigInteger nearest(BigInteger number, BigInteger modulus) {
    BigInteger rest = number.mod(modulus);
    return rest.compareTo(modulus.shiftRight(1)) > 0 ? rest.subtract(modulus) : rest;
  }

  static double[] limbs(BigInteger number) {
    double[] limbs = new double[LIMBS];
    BigInteger modulus = BigInteger.ONE.shiftLeft(LIMB_BITS);
    BigInteger rest = number;
    for (int k = 0; k < LIMBS - 1; k++) {
      BigInteger limb = nearest(rest, modulus);
      limbs[k] = limb.doubleValue();
      rest = rest.subtract(limb).shiftRight(LIMB_BITS);
    }
    limbs[LIMBS - 1] = rest.doubleValue();
    return limbs;
  }

  /** z = the product that those sums are, divided and reduced; the sums are overwritten. */
  void divide(double[] z, int zo, long[] sums, int at, long[] offsets) {
    fold(sums, at, offsets);
    finish(z, zo, sums, at);
  }

  /** Divides by 2^204: six sums are left, the first ones. */
  private void fold(long[] sums, int at, long[] offsets) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, BOTH);
    DoubleVector lower = DoubleVector.broadcast(DOUBLES, LOWER);
    LongVector mask = LongVector.broadcast(LONGS, MASK);
    LongVector number = LongVector.broadcast(LONGS, LOWER_BITS - HALF);
    LongVector u = LongVector.fromArray(LONGS, sums, at).add(offsets[0] + HALF);
    DoubleVector d0 = u.and(mask).add(number).reinterpretAsDoubles().sub(lower);
    u =
        LongVector.fromArray(LONGS, sums, at + LANES)
            .add(offsets[1] + HALF)
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    DoubleVector d1 = u.and(mask).add(number).reinterpretAsDoubles().sub(lower);
    u =
        LongVector.fromArray(LONGS, sums, at + 2 * LANES)
            .add(offsets[2] + HALF)
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    DoubleVector d2 = u.and(mask).add(number).reinterpretAsDoubles().sub(lower);
    u =
        LongVector.fromArray(LONGS, sums, at + 3 * LANES)
            .add(offsets[3] + HALF)
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    DoubleVector d3 = u.and(mask).add(number).reinterpretAsDoubles().sub(lower);
    DoubleVector c00 = DoubleVector.broadcast(DOUBLES, powers[0]);
    DoubleVector h00 = d0.fma(c00, c);
    DoubleVector c10 = DoubleVector.broadcast(DOUBLES, powers[5]);
    DoubleVector h10 = d1.fma(c10, c);
    DoubleVector c20 = DoubleVector.broadcast(DOUBLES, powers[10]);
    DoubleVector h20 = d2.fma(c20, c);
    DoubleVector c30 = DoubleVector.broadcast(DOUBLES, powers[15]);
    DoubleVector h30 = d3.fma(c30, c);
    LongVector t4 =
        LongVector.fromArray(LONGS, sums, at + 4 * LANES)
            .add(offsets[4])
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS))
            .add(d0.fma(c00, b.sub(h00)).reinterpretAsLongs())
            .add(d1.fma(c10, b.sub(h10)).reinterpretAsLongs())
            .add(d2.fma(c20, b.sub(h20)).reinterpretAsLongs())
            .add(d3.fma(c30, b.sub(h30)).reinterpretAsLongs());
    DoubleVector c01 = DoubleVector.broadcast(DOUBLES, powers[1]);
    DoubleVector h01 = d0.fma(c01, c);
    DoubleVector c11 = DoubleVector.broadcast(DOUBLES, powers[6]);
    DoubleVector h11 = d1.fma(c11, c);
    DoubleVector c21 = DoubleVector.broadcast(DOUBLES, powers[11]);
    DoubleVector h21 = d2.fma(c21, c);
    DoubleVector c31 = DoubleVector.broadcast(DOUBLES, powers[16]);
    DoubleVector h31 = d3.fma(c31, c);
    LongVector t5 =
        LongVector.fromArray(LONGS, sums, at + 5 * LANES)
            .add(offsets[5])
            .add(h00.reinterpretAsLongs())
            .add(h10.reinterpretAsLongs())
            .add(h20.reinterpretAsLongs())
            .add(h30.reinterpretAsLongs())
            .add(d0.fma(c01, b.sub(h01)).reinterpretAsLongs())
            .add(d1.fma(c11, b.sub(h11)).reinterpretAsLongs())
            .add(d2.fma(c21, b.sub(h21)).reinterpretAsLongs())
            .add(d3.fma(c31, b.sub(h31)).reinterpretAsLongs());
    DoubleVector c02 = DoubleVector.broadcast(DOUBLES, powers[2]);
    DoubleVector h02 = d0.fma(c02, c);
    DoubleVector c12 = DoubleVector.broadcast(DOUBLES, powers[7]);
    DoubleVector h12 = d1.fma(c12, c);
    DoubleVector c22 = DoubleVector.broadcast(DOUBLES, powers[12]);
    DoubleVector h22 = d2.fma(c22, c);
    DoubleVector c32 = DoubleVector.broadcast(DOUBLES, powers[17]);
    DoubleVector h32 = d3.fma(c32, c);
    LongVector t6 =
        LongVector.fromArray(LONGS, sums, at + 6 * LANES)
            .add(offsets[6])
            .add(h01.reinterpretAsLongs())
            .add(h11.reinterpretAsLongs())
            .add(h21.reinterpretAsLongs())
            .add(h31.reinterpretAsLongs())
            .add(d0.fma(c02, b.sub(h02)).reinterpretAsLongs())
            .add(d1.fma(c12, b.sub(h12)).reinterpretAsLongs())
            .add(d2.fma(c22, b.sub(h22)).reinterpretAsLongs())
            .add(d3.fma(c32, b.sub(h32)).reinterpretAsLongs());
    DoubleVector c03 = DoubleVector.broadcast(DOUBLES, powers[3]);
    DoubleVector h03 = d0.fma(c03, c);
    DoubleVector c13 = DoubleVector.broadcast(DOUBLES, powers[8]);
    DoubleVector h13 = d1.fma(c13, c);
    DoubleVector c23 = DoubleVector.broadcast(DOUBLES, powers[13]);
    DoubleVector h23 = d2.fma(c23, c);
    DoubleVector c33 = DoubleVector.broadcast(DOUBLES, powers[18]);
    DoubleVector h33 = d3.fma(c33, c);
    LongVector t7 =
        LongVector.fromArray(LONGS, sums, at + 7 * LANES)
            .add(offsets[7])
            .add(h02.reinterpretAsLongs())
            .add(h12.reinterpretAsLongs())
            .add(h22.reinterpretAsLongs())
            .add(h32.reinterpretAsLongs())
            .add(d0.fma(c03, b.sub(h03)).reinterpretAsLongs())
            .add(d1.fma(c13, b.sub(h13)).reinterpretAsLongs())
            .add(d2.fma(c23, b.sub(h23)).reinterpretAsLongs())
            .add(d3.fma(c33, b.sub(h33)).reinterpretAsLongs());
    DoubleVector c04 = DoubleVector.broadcast(DOUBLES, powers[4]);
    DoubleVector h04 = d0.fma(c04, c);
    DoubleVector c14 = DoubleVector.broadcast(DOUBLES, powers[9]);
    DoubleVector h14 = d1.fma(c14, c);
    DoubleVector c24 = DoubleVector.broadcast(DOUBLES, powers[14]);
    DoubleVector h24 = d2.fma(c24, c);
    DoubleVector c34 = DoubleVector.broadcast(DOUBLES, powers[19]);
    DoubleVector h34 = d3.fma(c34, c);
    LongVector t8 =
        LongVector.fromArray(LONGS, sums, at + 8 * LANES)
            .add(offsets[8])
            .add(h03.reinterpretAsLongs())
            .add(h13.reinterpretAsLongs())
            .add(h23.reinterpretAsLongs())
            .add(h33.reinterpretAsLongs())
            .add(d0.fma(c04, b.sub(h04)).reinterpretAsLongs())
            .add(d1.fma(c14, b.sub(h14)).reinterpretAsLongs())
            .add(d2.fma(c24, b.sub(h24)).reinterpretAsLongs())
            .add(d3.fma(c34, b.sub(h34)).reinterpretAsLongs());
    LongVector t9 =
        LongVector.fromArray(LONGS, sums, at + 9 * LANES)
            .add(offsets[9])
            .add(h04.reinterpretAsLongs())
            .add(h14.reinterpretAsLongs())
            .add(h24.reinterpretAsLongs())
            .add(h34.reinterpretAsLongs());
    t4.intoArray(sums, at);
    t5.intoArray(sums, at + LANES);
    t6.intoArray(sums, at + 2 * LANES);
    t7.intoArray(sums, at + 3 * LANES);
    t8.intoArray(sums, at + 4 * LANES);
    t9.intoArray(sums, at + 5 * LANES);
  }

  /** z = those sums divided by 2^51 and reduced. */
  private void finish(double[] z, int zo, long[] sums, int at) {
    DoubleVector c = DoubleVector.broadcast(DOUBLES, UPPER);
    DoubleVector b = DoubleVector.broadcast(DOUBLES, BOTH);
    DoubleVector lower = DoubleVector.broadcast(DOUBLES, LOWER);
    LongVector mask = LongVector.broadcast(LONGS, MASK);
    LongVector number = LongVector.broadcast(LONGS, LOWER_BITS - HALF);
    LongVector t4 = LongVector.fromArray(LONGS, sums, at);
    LongVector t5 = LongVector.fromArray(LONGS, sums, at + LANES);
    LongVector t6 = LongVector.fromArray(LONGS, sums, at + 2 * LANES);
    LongVector t7 = LongVector.fromArray(LONGS, sums, at + 3 * LANES);
    LongVector t8 = LongVector.fromArray(LONGS, sums, at + 4 * LANES);
    LongVector t9 = LongVector.fromArray(LONGS, sums, at + 5 * LANES);
    DoubleVector m = t4.add(LOWER_BITS).and(mask).add(LOWER_BITS).reinterpretAsDoubles().sub(lower);
    DoubleVector i = DoubleVector.broadcast(DOUBLES, inverse);
    DoubleVector q = m.fma(i, c.sub(m.fma(i, c)));
    DoubleVector p0 = DoubleVector.broadcast(DOUBLES, p[0]);
    DoubleVector h0 = q.fma(p0, c);
    LongVector u =
        t4.add(q.fma(p0, b.sub(h0)).reinterpretAsLongs()).lanewise(VectorOperators.ASHR, LIMB_BITS);
    DoubleVector p1 = DoubleVector.broadcast(DOUBLES, p[1]);
    DoubleVector h1 = q.fma(p1, c);
    t5 = t5.add(h0.reinterpretAsLongs()).add(q.fma(p1, b.sub(h1)).reinterpretAsLongs()).add(u);
    DoubleVector p2 = DoubleVector.broadcast(DOUBLES, p[2]);
    DoubleVector h2 = q.fma(p2, c);
    t6 = t6.add(h1.reinterpretAsLongs()).add(q.fma(p2, b.sub(h2)).reinterpretAsLongs());
    DoubleVector p3 = DoubleVector.broadcast(DOUBLES, p[3]);
    DoubleVector h3 = q.fma(p3, c);
    t7 = t7.add(h2.reinterpretAsLongs()).add(q.fma(p3, b.sub(h3)).reinterpretAsLongs());
    DoubleVector p4 = DoubleVector.broadcast(DOUBLES, p[4]);
    DoubleVector h4 = q.fma(p4, c);
    t8 = t8.add(h3.reinterpretAsLongs()).add(q.fma(p4, b.sub(h4)).reinterpretAsLongs());
    t9 = t9.add(h4.reinterpretAsLongs());
    DoubleVector times =
        t9.add(LOWER_BITS)
            .reinterpretAsDoubles()
            .sub(lower)
            .fma(DoubleVector.broadcast(DOUBLES, inverseTop), lower)
            .sub(lower);
    u =
        t5.add(HALF - LOWER_BITS)
            .add(
                times
                    .fma(DoubleVector.broadcast(DOUBLES, opposite[0]), lower)
                    .reinterpretAsLongs());
    u.and(mask).add(number).reinterpretAsDoubles().sub(lower).intoArray(z, zo);
    u =
        t6.add(HALF - LOWER_BITS)
            .add(
                times.fma(DoubleVector.broadcast(DOUBLES, opposite[1]), lower).reinterpretAsLongs())
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    u.and(mask).add(number).reinterpretAsDoubles().sub(lower).intoArray(z, zo + LANES);
    u =
        t7.add(HALF - LOWER_BITS)
            .add(
                times.fma(DoubleVector.broadcast(DOUBLES, opposite[2]), lower).reinterpretAsLongs())
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    u.and(mask).add(number).reinterpretAsDoubles().sub(lower).intoArray(z, zo + 2 * LANES);
    u =
        t8.add(HALF - LOWER_BITS)
            .add(
                times.fma(DoubleVector.broadcast(DOUBLES, opposite[3]), lower).reinterpretAsLongs())
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    u.and(mask).add(number).reinterpretAsDoubles().sub(lower).intoArray(z, zo + 3 * LANES);
    t9 =
        t9.add(times.fma(DoubleVector.broadcast(DOUBLES, opposite[4]), lower).reinterpretAsLongs())
            .add(u.lanewise(VectorOperators.ASHR, LIMB_BITS));
    t9.reinterpretAsDoubles().sub(lower).intoArray(z, zo + 4 * LANES);
  }
}
