package dev.fedbench.zk.poseidon;

import java.math.BigInteger;

/**
 * The pseudo-random bits that Poseidon's constants are made of: the Grain LFSR, self-shrunk
 * (Poseidon, appendix E).
 */
final class Grain {

  private static final int STATE = 80;
  private static final int WARM_UP = 160;
  private static final int[] TAPS = {62, 51, 38, 23, 13, 0};

  private final boolean[] state = new boolean[STATE];
  private int head;

  /** For a prime field of that many bits, x^5, t lanes and so many full and partial rounds. */
  Grain(int fieldBits, int t, int fullRounds, int partialRounds) {
    int at = put(0, 1, 2); // a prime field
    at = put(at, 0, 4); // x^alpha
    at = put(at, fieldBits, 12);
    at = put(at, t, 12);
    at = put(at, fullRounds, 10);
    at = put(at, partialRounds, 10);
    put(at, (1 << 30) - 1, 30);
    for (int i = 0; i < WARM_UP; i++) {
      next();
    }
  }

  private int put(int at, int value, int bits) {
    for (int i = 0; i < bits; i++) {
      state[at + i] = (value >> bits - 1 - i & 1) == 1;
    }
    return at + bits;
  }

  private boolean next() {
    boolean bit = false;
    for (int tap : TAPS) {
      bit ^= state[(head + tap) % STATE];
    }
    state[head] = bit;
    head = (head + 1) % STATE;
    return bit;
  }

  /** A number of that many bits. */
  BigInteger number(int bits) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < bits; i++) {
      while (!next()) {
        next(); // after a 0 the next bit is dropped
      }
      number = number.shiftLeft(1);
      if (next()) {
        number = number.setBit(0);
      }
    }
    return number;
  }
}
