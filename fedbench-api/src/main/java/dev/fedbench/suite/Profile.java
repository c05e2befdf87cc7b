package dev.fedbench.suite;

/**
 * How thorough a suite is. Each suite maps a profile to explicit scenarios, sizes and iterations.
 */
public enum Profile {
  /** About a minute: does it work, roughly how fast. */
  QUICK,
  /** A few minutes; the default. */
  STANDARD,
  /** Ten minutes or more: every size. */
  FULL,
  /** Everything, long-running scenarios included. */
  COMPREHENSIVE
}
