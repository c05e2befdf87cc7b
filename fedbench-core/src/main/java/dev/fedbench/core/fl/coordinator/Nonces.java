package dev.fedbench.core.fl.coordinator;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Nonces of 128 bits, never derived from a seed. Drawn in blocks: a draw costs a system call.
 * Thread-safe.
 */
final class Nonces {

  static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final byte[] block = new byte[256 * BYTES];
  private int used = block.length;

  synchronized byte[] next() {
    if (used == block.length) {
      random.nextBytes(block);
      used = 0;
    }
    byte[] nonce = Arrays.copyOfRange(block, used, used + BYTES);
    Arrays.fill(block, used, used + BYTES, (byte) 0);
    used += BYTES;
    return nonce;
  }
}
