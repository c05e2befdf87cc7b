package dev.fedbench.zk.lanes.spi;

/**
 * Arithmetic modulo a prime p on elements side by side, in blocks of as many as there are lanes.
 *
 * <p>A block is {@link #LIMBS} rows, a limb of each of its elements a row: limb k of element i is
 * at {@code LIMBS * lanes * (i / lanes) + k * lanes + i % lanes}. Limbs are whole numbers of either
 * sign; the element is the sum of limb k times 2^(51 k), in Montgomery form with R = 2^255.
 *
 * <p>An element is <i>reduced</i> if it is within p / 2 on either side of 0, or a 2^-40th more, and
 * so are all limbs but the highest within 2^50: then elements that are the same have the same
 * limbs, but for those few that are that near to p / 2. A <i>factor</i> is reduced, or the sum or
 * the difference of two that are. Operands and results may be the same arrays at the same offsets.
 *
 * <p>Keeps scratch space: not thread-safe.
 */
public interface LaneField {

  /** Limbs of 51 bits that an element has. */
  int LIMBS = 5;

  /** Bits of a limb. */
  int LIMB_BITS = 51;

  /** Elements of a block: a power of two. */
  int lanes();

  /** z = x y / R, reduced, of factors. */
  void mul(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x^2 / R, reduced, of what is. */
  void square(double[] z, int zo, double[] x, int xo, int blocks);

  /** z = x + y, limb by limb. */
  void add(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x - y, limb by limb. */
  void sub(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x - y, reduced, of factors. */
  void difference(double[] z, int zo, double[] x, int xo, double[] y, int yo, int blocks);

  /** z = x, reduced, of what is the sum of up to four that are, some of them negative. */
  void reduce(double[] z, int zo, double[] x, int xo, int blocks);

  /** (x, y) to (x + y w / R, x - y w / R), all reduced (Cooley and Tukey 1965). */
  void timeButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks);

  /** (x, y) to (x + y, (x - y) w / R), all reduced (Gentleman and Sande 1966). */
  void frequencyButterfly(double[] xy, int x, int y, double[] w, int wo, int blocks);

  /**
   * From elements that lie one limb after another to blocks: limb k of element i is {@code
   * from[at[first + i] + plus + k]}.
   */
  void gather(double[] z, int zo, double[] from, int[] at, int first, int plus, int blocks);

  /** The way back, of so many elements, as many as all lanes of the blocks or fewer. */
  void scatter(double[] to, int[] at, int first, int plus, double[] x, int xo, int elements);

  /** z = x s, where element i's s is {@code signs[first + i]}, 1 or -1. */
  void sign(double[] z, int zo, double[] x, int xo, double[] signs, int first, int blocks);
}
