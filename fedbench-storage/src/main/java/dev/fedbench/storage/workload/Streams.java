package dev.fedbench.storage.workload;

import java.nio.charset.StandardCharsets;

/**
 * Streams of random numbers that can be entered anywhere: number n of a stream follows from its
 * seed and n. The numbers are splitmix64's (G. Steele, D. Lea, C. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014).
 */
final class Streams {

  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final double TWO_TO_MINUS_32 = 0x1p-32;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  private Streams() {}

  /** The seed of a stream of that name: the FNV-1a hash, of 64 bits, of its parts joined by '/'. */
  static long seed(String... parts) {
    long hash = 0xCBF29CE484222325L;
    for (byte next : String.join("/", parts).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ next & 0xff) * 0x100000001B3L;
    }
    return hash;
  }

  static long bits(long seed, long n) {
    long z = seed + (n + 1) * STEP;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** Uniform in [0, 1). */
  static double uniform(long seed, long n) {
    return (bits(seed, n) >>> 11) * TWO_TO_MINUS_53;
  }

  /** About normal, of mean 0 and variance 1, within 6: twelve uniform numbers less six. Exact. */
  static double gauss(long seed, long n) {
    long sum = 0;
    for (int i = 0; i < 6; i++) {
      long bits = bits(seed, 6 * n + i);
      sum += (bits >>> 32) + (bits & 0xffffffffL);
    }
    return sum * TWO_TO_MINUS_32 - 6;
  }
}
