package dev.fedbench.zk.columns;

/** A service: makes what computes in a field. */
public interface ColumnArithmetic {

  /** Says what does the work, for reports: such as {@code "vectors of 512 bits"}. */
  String name();

  /**
   * Arithmetic modulo a prime.
   *
   * @param prime its five limbs of 52 bits, the lowest first; between 2^253 and 2^254
   * @param inverse -1 / prime modulo 2^52
   * @param stride from an element's limb to its next one, a multiple of {@link ColumnField#GRAIN}
   */
  ColumnField field(long[] prime, long inverse, int stride);
}
