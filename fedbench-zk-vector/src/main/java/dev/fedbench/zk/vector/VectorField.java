package dev.fedbench.zk.vector;

import dev.fedbench.zk.columns.ColumnField;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Montgomery products of as many elements as there are lanes, limb products by fused
 * multiply-additions of doubles (Emmart, Zheng and Weems, Faster Modular Exponentiation Using
 * Double Precision Floating Point Arithmetic on the GPU, 2018).
 *
 * <p>A product ab below 2^104, added to 2^104, is rounded to a multiple of 2^52: the upper part is
 * then in the double's lowest bits. Subtracted from ab again, which is exact, it leaves the lower
 * part, a number between -2^51 and 2^51. Java rounds to nearest only: hence the lower parts are
 * signed, and are added to 1.5 2^52 to find them as whole numbers in the lowest bits. The rest of
 * the bits are the same each time, and are taken off together.
 */
final class VectorField implements ColumnField {

  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LIMBS = 5;

  /** Elements at a time: all that is kept of them fits a cache of 16 KiB. */
  private static final int BLOCK = 64;

  private static final int LIMB_BITS = 52;
  private static final long MASK = (1L << LIMB_BITS) - 1;

  /** For products of factors from 0 to 2^52. */
  private static final double UPPER = 0x1p104;

  /** For products of a factor from -2^51 to 2^51 and one from 0 to 2^52. */
  private static final double SIGNED_UPPER = 0x1.8p104;

  private static final DoubleVector UPPERS = DoubleVector.broadcast(DOUBLES, UPPER);
  private static final DoubleVector SIGNED_UPPERS = DoubleVector.broadcast(DOUBLES, SIGNED_UPPER);

  private static final double LOWER = 0x1.8p52;
  private static final double WHOLE = 0x1p52;
  private static final long WHOLE_BITS = Double.doubleToRawLongBits(WHOLE);
  private static final long LOWER_BITS = Double.doubleToRawLongBits(LOWER);

  /** What two lower parts and two upper ones, of either kind, bring with them. */
  private static final long ALL_BITS =
      2 * LOWER_BITS + Double.doubleToRawLongBits(UPPER) + Double.doubleToRawLongBits(SIGNED_UPPER);

  private final long[] prime;
  private final long[] twice;
  private final double[] limbs;
  private final double p0;
  private final double inverse;
  private final int stride;
  private final double[] left = new double[LIMBS * BLOCK];
  private final double[] right = new double[LIMBS * BLOCK];
  private final double[] quotients = new double[BLOCK];
  private final long[] upper = new long[BLOCK];
  private final long[] sums = new long[LIMBS * BLOCK];

  VectorField(long[] prime, long inverse, int stride) {
    this.prime = prime.clone();
    this.twice = twice(prime);
    limbs = Arrays.stream(prime).asDoubleStream().toArray();
    p0 = limbs[0];
    this.inverse = inverse;
    this.stride = stride;
  }

  static int bits() {
    return LONGS.vectorBitSize();
  }

  static int lanes() {
    return LONGS.length();
  }

  private static long[] twice(long[] prime) {
    long[] twice = new long[prime.length];
    long carry = 0;
    for (int k = 0; k < prime.length; k++) {
      long limb = 2 * prime[k] + carry;
      twice[k] = limb & MASK;
      carry = limb >> LIMB_BITS;
    }
    return twice;
  }

  /**
   * Some elements at a time, and of them one limb of each factor at a time, with all that is kept
   * in arrays: compilers box vectors in methods that are not small.
   */
  @Override
  public void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int some = Math.min(BLOCK, count - from);
      for (int k = 0; k < LIMBS; k++) {
        toDoubles(left, k * BLOCK, x, xo + from + k * stride, some);
        toDoubles(right, k * BLOCK, y, yo + from + k * stride, some);
      }
      Arrays.fill(sums, 0);
      for (int k = 0; k < LIMBS; k++) {
        lowest(k * BLOCK, some);
        for (int j = 1; j < LIMBS; j++) {
          next(k * BLOCK, j, some);
        }
        highest(some);
      }
      positive(z, zo + from, some);
    }
  }

  /** Limbs as doubles. */
  private static void toDoubles(double[] z, int zo, long[] x, int xo, int count) {
    for (int i = 0; i < count; i += LONGS.length()) {
      whole(LongVector.fromArray(LONGS, x, xo + i)).intoArray(z, zo + i);
    }
  }

  /** The lowest sum with a limb of the left factor; the q that makes it a multiple of 2^52. */
  private void lowest(int at, int count) {
    for (int i = 0; i < count; i += LONGS.length()) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, left, at + i);
      DoubleVector b = DoubleVector.fromArray(DOUBLES, right, i);
      DoubleVector h = a.fma(b, UPPERS);
      LongVector t =
          lower(a, b, UPPERS.sub(h)).add(LongVector.fromArray(LONGS, sums, i)).sub(LOWER_BITS);
      DoubleVector rest = whole(t.lanewise(VectorOperators.AND, MASK));
      DoubleVector factor = DoubleVector.broadcast(DOUBLES, inverse);
      DoubleVector q = rest.fma(factor, UPPERS.sub(rest.fma(factor, UPPERS)));
      q.intoArray(quotients, i);
      DoubleVector p = DoubleVector.broadcast(DOUBLES, p0);
      DoubleVector g = q.fma(p, SIGNED_UPPERS);
      LongVector carry =
          lower(q, p, SIGNED_UPPERS.sub(g))
              .add(t)
              .sub(LOWER_BITS)
              .lanewise(VectorOperators.ASHR, LIMB_BITS);
      uppers(h, g).add(carry).intoArray(upper, i);
    }
  }

  /** The next sum, which moves one down. Two at a time gain on 17 and lose on 25. */
  private void next(int at, int limb, int count) {
    int from = limb * BLOCK;
    for (int i = 0; i < count; i += LONGS.length()) {
      DoubleVector a = DoubleVector.fromArray(DOUBLES, left, at + i);
      DoubleVector b = DoubleVector.fromArray(DOUBLES, right, from + i);
      DoubleVector q = DoubleVector.fromArray(DOUBLES, quotients, i);
      DoubleVector p = DoubleVector.broadcast(DOUBLES, limbs[limb]);
      DoubleVector h = a.fma(b, UPPERS);
      DoubleVector g = q.fma(p, SIGNED_UPPERS);
      lower(a, b, UPPERS.sub(h))
          .add(lower(q, p, SIGNED_UPPERS.sub(g)))
          .add(LongVector.fromArray(LONGS, sums, from + i))
          .add(LongVector.fromArray(LONGS, upper, i))
          .intoArray(sums, from - BLOCK + i);
      uppers(h, g).intoArray(upper, i);
    }
  }

  /** The highest sum, of upper parts alone. */
  private void highest(int count) {
    for (int i = 0; i < count; i += LONGS.length()) {
      LongVector.fromArray(LONGS, upper, i)
          .add(2 * LOWER_BITS)
          .intoArray(sums, (LIMBS - 1) * BLOCK + i);
    }
  }

  /** Upper parts, less what all parts of a sum bring with them. */
  private static LongVector uppers(DoubleVector h, DoubleVector g) {
    return h.reinterpretAsLongs().add(g.reinterpretAsLongs()).sub(ALL_BITS);
  }

  private static LongVector lower(DoubleVector a, DoubleVector b, DoubleVector rest) {
    return a.fma(b, rest).add(LOWER).reinterpretAsLongs();
  }

  /** z = sums + p, normal. */
  private void positive(long[] z, int zo, int count) {
    for (int i = 0; i < count; i += LONGS.length()) {
      normal(
          z,
          zo + i,
          LongVector.fromArray(LONGS, sums, i).add(prime[0]),
          LongVector.fromArray(LONGS, sums, BLOCK + i).add(prime[1]),
          LongVector.fromArray(LONGS, sums, 2 * BLOCK + i).add(prime[2]),
          LongVector.fromArray(LONGS, sums, 3 * BLOCK + i).add(prime[3]),
          LongVector.fromArray(LONGS, sums, 4 * BLOCK + i).add(prime[4]));
    }
  }

  /** Numbers from 0 to 2^52 as doubles: their bits with the exponent of 2^52, less 2^52. */
  private static DoubleVector whole(LongVector numbers) {
    return numbers.lanewise(VectorOperators.OR, WHOLE_BITS).reinterpretAsDoubles().sub(WHOLE);
  }

  private void normal(
      long[] z, int zo, LongVector t0, LongVector t1, LongVector t2, LongVector t3, LongVector t4) {
    LongVector c1 = t1.add(t0.lanewise(VectorOperators.ASHR, LIMB_BITS));
    LongVector c2 = t2.add(c1.lanewise(VectorOperators.ASHR, LIMB_BITS));
    LongVector c3 = t3.add(c2.lanewise(VectorOperators.ASHR, LIMB_BITS));
    LongVector c4 = t4.add(c3.lanewise(VectorOperators.ASHR, LIMB_BITS));
    t0.lanewise(VectorOperators.AND, MASK).intoArray(z, zo);
    c1.lanewise(VectorOperators.AND, MASK).intoArray(z, zo + stride);
    c2.lanewise(VectorOperators.AND, MASK).intoArray(z, zo + 2 * stride);
    c3.lanewise(VectorOperators.AND, MASK).intoArray(z, zo + 3 * stride);
    c4.intoArray(z, zo + 4 * stride);
  }

  @Override
  public void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count) {
    for (int i = 0; i < count; i += LONGS.length()) {
      sub(z, zo + i, x, xo + i, y, yo + i);
    }
  }

  private void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo) {
    LongVector t0 = minus(x, xo, y, yo);
    LongVector t1 = minus(x, xo + stride, y, yo + stride);
    LongVector t2 = minus(x, xo + 2 * stride, y, yo + 2 * stride);
    LongVector t3 = minus(x, xo + 3 * stride, y, yo + 3 * stride);
    LongVector t4 = minus(x, xo + 4 * stride, y, yo + 4 * stride);
    LongVector c = t1.add(t0.lanewise(VectorOperators.ASHR, LIMB_BITS));
    c = t2.add(c.lanewise(VectorOperators.ASHR, LIMB_BITS));
    c = t3.add(c.lanewise(VectorOperators.ASHR, LIMB_BITS));
    c = t4.add(c.lanewise(VectorOperators.ASHR, LIMB_BITS));
    LongVector negative = c.lanewise(VectorOperators.ASHR, 63);
    normal(
        z,
        zo,
        t0.add(negative.lanewise(VectorOperators.AND, twice[0])),
        t1.add(negative.lanewise(VectorOperators.AND, twice[1])),
        t2.add(negative.lanewise(VectorOperators.AND, twice[2])),
        t3.add(negative.lanewise(VectorOperators.AND, twice[3])),
        t4.add(negative.lanewise(VectorOperators.AND, twice[4])));
  }

  private static LongVector minus(long[] x, int xo, long[] y, int yo) {
    return LongVector.fromArray(LONGS, x, xo).sub(LongVector.fromArray(LONGS, y, yo));
  }
}
