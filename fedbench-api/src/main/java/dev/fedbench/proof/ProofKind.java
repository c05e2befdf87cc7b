package dev.fedbench.proof;

/** What is proved of an update, beyond that its values are in range. */
public enum ProofKind {
  /** Its squared norm, which the proof reveals. */
  STANDARD,
  /** That its norm is at most, and its count of values that are not 0 at least, a bound. */
  SECURE
}
