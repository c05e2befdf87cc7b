package dev.fedbench.zk.lanes;

import static dev.fedbench.zk.lanes.spi.LaneField.LIMBS;
import static dev.fedbench.zk.lanes.spi.LaneField.LIMB_BITS;

import dev.fedbench.zk.field.PrimeField;
import dev.fedbench.zk.lanes.spi.LaneField;
import java.math.BigInteger;

/**
 * Elements of a prime field from one after another, in five limbs of 52 bits and with R = 2^260, to
 * side by side, in five of 51 and with R = 2^255, and back. Keeps scratch space: not thread-safe.
 */
public final class LaneForm {

  private static final int FROM_BITS = 52;
  private static final long MASK = (1L << LIMB_BITS) - 1;
  private static final long FROM_MASK = (1L << FROM_BITS) - 1;

  private final PrimeField elements;
  private final LaneField lanes;
  private final int width;
  private final int block;

  /** 2^250 modulo p: times 2^260, over 2^255, it is 2^255; and 2^260, for the way back. */
  private final double[] there;

  private final double[] back;
  private final long[] prime = new long[LIMBS];
  private final double[] scratch;

  /**
   * @param elements the field
   * @param lanes the same field
   */
  public LaneForm(PrimeField elements, LaneField lanes) {
    this.elements = elements;
    this.lanes = lanes;
    width = lanes.lanes();
    block = LIMBS * width;
    there = filled(BigInteger.ONE.shiftLeft(LIMBS * (2 * LIMB_BITS - FROM_BITS)));
    back = filled(BigInteger.ONE.shiftLeft(LIMBS * FROM_BITS));
    for (int k = 0; k < LIMBS; k++) {
      prime[k] = elements.prime().shiftRight(LIMB_BITS * k).longValue() & MASK;
    }
    scratch = new double[block];
  }

  /** The same field, side by side. */
  public LaneField lanes() {
    return lanes;
  }

  /** Doubles of so many blocks. */
  public double[] array(int blocks) {
    return new double[Math.multiplyExact(block, blocks)];
  }

  /** How many blocks so many elements need. */
  public int blocks(int count) {
    return (count + width - 1) / width;
  }

  /** A block of a number that is not in Montgomery form. */
  private double[] filled(BigInteger number) {
    BigInteger rest = number.mod(elements.prime());
    double[] z = new double[block];
    for (int k = 0; k < LIMBS; k++) {
      long limb = rest.shiftRight(LIMB_BITS * k).longValue() & MASK;
      for (int lane = 0; lane < width; lane++) {
        z[k * width + lane] = limb;
      }
    }
    lanes.reduce(z, 0, z, 0, 1);
    return z;
  }

  /**
   * From one after another to side by side, reduced. What is left of the last block is 0.
   *
   * @param zo offset of a block
   * @param x elements, below 2p
   */
  public void load(double[] z, int zo, long[] x, int xo, int count) {
    for (int from = 0; from < count; from += width) {
      int to = zo + LIMBS * from;
      for (int lane = 0; lane < width; lane++) {
        if (from + lane < count) {
          spread(z, to + lane, x, xo + LIMBS * (from + lane));
        } else {
          for (int k = 0; k < LIMBS; k++) {
            z[to + k * width + lane] = 0;
          }
        }
      }
      lanes.mul(z, to, z, to, there, 0, 1);
    }
  }

  private void spread(double[] z, int zo, long[] x, int xo) {
    z[zo] = x[xo] & MASK;
    z[zo + width] = (x[xo] >>> 51 | x[xo + 1] << 1) & MASK;
    z[zo + 2 * width] = (x[xo + 1] >>> 50 | x[xo + 2] << 2) & MASK;
    z[zo + 3 * width] = (x[xo + 2] >>> 49 | x[xo + 3] << 3) & MASK;
    z[zo + 4 * width] = x[xo + 3] >>> 48 | x[xo + 4] << 4;
  }

  /**
   * From side by side to one after another, below 2p.
   *
   * @param x factors
   * @param xo offset of a block
   */
  public void store(long[] z, int zo, double[] x, int xo, int count) {
    for (int from = 0; from < count; from += width) {
      lanes.mul(scratch, 0, x, xo + LIMBS * from, back, 0, 1);
      int some = Math.min(width, count - from);
      for (int lane = 0; lane < some; lane++) {
        collect(z, zo + LIMBS * (from + lane), lane);
      }
    }
  }

  /** What is reduced, and p. */
  private void collect(long[] z, int zo, int lane) {
    long t0 = (long) scratch[lane] + prime[0];
    long t1 = (long) scratch[lane + width] + prime[1] + (t0 >> LIMB_BITS);
    long t2 = (long) scratch[lane + 2 * width] + prime[2] + (t1 >> LIMB_BITS);
    long t3 = (long) scratch[lane + 3 * width] + prime[3] + (t2 >> LIMB_BITS);
    long t4 = (long) scratch[lane + 4 * width] + prime[4] + (t3 >> LIMB_BITS);
    t0 &= MASK;
    t1 &= MASK;
    t2 &= MASK;
    t3 &= MASK;
    z[zo] = (t0 | t1 << 51) & FROM_MASK;
    z[zo + 1] = (t1 >> 1 | t2 << 50) & FROM_MASK;
    z[zo + 2] = (t2 >> 2 | t3 << 49) & FROM_MASK;
    z[zo + 3] = (t3 >> 3 | t4 << 48) & FROM_MASK;
    z[zo + 4] = t4 >> 4;
  }
}
