package dev.fedbench.core.learning;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Where this package's random numbers come from. */
final class Randomness {

  private Randomness() {}

  /**
   * A generator for one round: equal arguments give equal numbers, different ones unrelated
   * numbers, however close the arguments are.
   *
   * <p>The seed must be mixed first: two SplittableRandoms whose seeds differ by a multiple of the
   * golden ratio run through the same sequence, shifted.
   */
  static SplittableRandom generator(long seed, int round) {
    return new SplittableRandom(mix(mix(seed) + round));
  }

  /** Permutes in place, all orders equally likely (Fisher and Yates). */
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /** Stafford's variant 13 of MurmurHash3's finalizer: a bijection that flips half of the bits. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L; // without it zero would stay zero
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
