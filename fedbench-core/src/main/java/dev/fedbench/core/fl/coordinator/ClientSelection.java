package dev.fedbench.core.fl.coordinator;

import java.util.BitSet;
import java.util.SplittableRandom;

/** Which clients take part in a round: drawn without replacement, by seed and round. Pure. */
final class ClientSelection {

  private ClientSelection() {}

  /** How many: the fraction, rounded up, at least the minimum, at most all. */
  static int count(double fraction, int minimum, int present) {
    return Math.min(present, Math.max(minimum, (int) Math.ceil(fraction * present)));
  }

  /**
   * Draws {@code count} of the clients present, each set of them equally likely (Floyd's method).
   */
  static BitSet draw(BitSet present, int count, long seed, int round) {
    int n = present.cardinality();
    if (count >= n) {
      return (BitSet) present.clone();
    }
    int[] indexes = present.stream().toArray();
    SplittableRandom random = new SplittableRandom(seed ^ 0x9e3779b97f4a7c15L * round);
    BitSet positions = new BitSet(n);
    for (int j = n - count; j < n; j++) {
      int candidate = random.nextInt(j + 1);
      positions.set(positions.get(candidate) ? j : candidate);
    }
    BitSet drawn = new BitSet();
    positions.stream().forEach(position -> drawn.set(indexes[position]));
    return drawn;
  }
}
