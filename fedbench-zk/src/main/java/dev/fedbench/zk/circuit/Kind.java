package dev.fedbench.zk.circuit;

/** What a circuit says about an update beyond that its values are in range. */
public enum Kind {
  /** Its squared norm is the public one. */
  STANDARD,
  /**
   * Its squared norm is at most, and its count of values that are not 0 at least, the public one.
   */
  SECURE
}
