package dev.fedbench.core.suite.rpc;

/**
 * The effects of two factors, each off or on (Montgomery, Design and Analysis of Experiments, 6.2).
 * Pure.
 *
 * @param plain the response with both off
 * @param one with the first on
 * @param other with the second on
 * @param both with both on
 */
record Effects(double plain, double one, double other, double both) {

  /** What the first changes, on average over the second off and on. */
  double first() {
    return ((one - plain) + (both - other)) / 2;
  }

  /** What the second changes, on average over the first off and on. */
  double second() {
    return ((other - plain) + (both - one)) / 2;
  }

  /** Half of how much more the first changes with the second on than with it off. */
  double interaction() {
    return ((both - other) - (one - plain)) / 2;
  }
}
