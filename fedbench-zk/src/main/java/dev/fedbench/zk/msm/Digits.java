package dev.fedbench.zk.msm;

/** Bits of a scalar in plain limbs of 52 bits. */
final class Digits {

  static final int LIMBS = 5;
  static final int LIMB_BITS = 52;
  static final long LIMB = (1L << LIMB_BITS) - 1;

  private Digits() {}

  /** The number that so many bits from that one on are, at most 30; 0 beyond the end. */
  static int at(long[] limbs, int offset, int bit, int bits) {
    int limb = bit / LIMB_BITS;
    int shift = bit % LIMB_BITS;
    if (limb >= LIMBS) {
      return 0;
    }
    long value = limbs[offset + limb] >>> shift;
    if (shift + bits > LIMB_BITS && limb + 1 < LIMBS) {
      value |= limbs[offset + limb + 1] << LIMB_BITS - shift;
    }
    return (int) (value & (1 << bits) - 1);
  }
}
