package dev.fedbench.core.fl.fleet;

/** Seeds of parts from the seed of the whole. Pure. */
public final class Seeds {

  private Seeds() {}

  /**
   * SplitMix64's finaliser over seed and index (Steele, Lea, Flood, 2014): near seeds, far results.
   */
  public static long of(long seed, long index) {
    long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
