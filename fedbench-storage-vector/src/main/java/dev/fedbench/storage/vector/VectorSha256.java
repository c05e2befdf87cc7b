package dev.fedbench.storage.vector;

import dev.fedbench.storage.hash.spi.LaneSha256;

/**
 * SHA-256 with vectors of 512 or 256 bits: of all messages side by side, or of one half after the
 * other. Thread-safe.
 */
public final class VectorSha256 implements LaneSha256 {

  /**
   * For the service loader.
   *
   * @throws UnsupportedOperationException if vectors are too short to gain anything
   */
  public VectorSha256() {
    Rounds.requireLanes();
  }

  @Override
  public String name() {
    return "vectors of %d bits".formatted(Rounds.LANES * Integer.SIZE);
  }

  @Override
  public void compress(int[] states, byte[] bytes, int offset, int stride, int blocks) {
    int[] words = new int[Rounds.COUNT * Rounds.LANES];
    for (int first = 0; first < LANES; first += Rounds.LANES) {
      for (int block = 0; block < blocks; block++) {
        Words.load(words, bytes, offset + first * stride + BLOCK * block, stride);
        Rounds.schedule(words);
        Rounds.update(states, first, words);
      }
    }
  }
}
