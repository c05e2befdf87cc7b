package dev.fedbench.zk.circuit;

/**
 * What a circuit asserts, clause by clause. Tests leave one out at a time, to see that it is this
 * one that refuses what it is there to refuse.
 */
enum Clause {
  /** A value's bits are 0 or 1: the value is in range, and packs injectively. */
  RANGE,
  /** A square is the value's square. */
  SQUARE,
  /** What counts as not 0 is not 0. */
  ACTIVE_IS_NOT_ZERO,
  /** What is not 0 counts. */
  NOT_ZERO_IS_ACTIVE,
  /** The commitment is to these values. */
  COMMITMENT,
  /** The state before is what the public one commits to. */
  STATE_BEFORE,
  /** The state after is what the public one commits to. */
  STATE_AFTER,
  /** Flags are 0 or 1. */
  FLAGS,
  /** Where the chain starts, the norm before is 0. */
  NO_NORM_BEFORE_FIRST,
  /** Where the chain starts, the count before is 0. */
  NO_COUNT_BEFORE_FIRST,
  /** The public norm is the norm. */
  NORM_IS_PUBLIC,
  /** The norm is at most the bound. */
  NORM_BOUND,
  /** The count is at least the bound. */
  ACTIVE_BOUND
}
