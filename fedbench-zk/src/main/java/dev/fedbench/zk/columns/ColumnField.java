package dev.fedbench.zk.columns;

/**
 * Elements of a prime field in columns: the k-th of the five limbs of 52 bits of the element at
 * offset i is at i + k stride. They are in Montgomery form with R = 2^260, below 2p, limbs normal
 * (0 to 2^52 - 1), before and after. Counts are multiples of the grain, offsets need not be.
 * Results may overwrite operands at the same offset. Keeps scratch space: not thread-safe.
 */
public interface ColumnField {

  /** What counts are multiples of: elements that any processor we know does at a time, at most. */
  int GRAIN = 16;

  /** z = x y / R. */
  void mul(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count);

  /** z = x - y. */
  void sub(long[] z, int zo, long[] x, int xo, long[] y, int yo, int count);
}
