package dev.fedbench.storage.codec;

/**
 * Masks by a table, which on many machines and older compilers is faster than to shift for them.
 */
final class Ones {

  private static final int[] LOW = new int[32];

  static {
    for (int i = 0; i < LOW.length; i++) {
      LOW[i] = (1 << i) - 1;
    }
  }

  private Ones() {}

  /** So many ones at the lower end, modulo 32. */
  static int low(int count) {
    return LOW[count & 31];
  }
}
