package dev.fedbench.storage.vector;

import dev.fedbench.storage.hash.spi.LaneSha256;

/**
 * SHA-256 with vectors of 512 or 256 bits: of as many messages side by side as a vector has words,
 * and then of the next. Thread-safe.
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
  public int fewest() {
    return GROUP;
  }

  @Override
  public void compress(int[] states, int lanes, byte[] bytes, int offset, int stride, int blocks) {
    int[] words = new int[Rounds.COUNT * Rounds.LANES];
    for (int first = 0; first < lanes; first += Rounds.LANES) {
      for (int block = 0; block < blocks; block++) {
        Words.load(words, bytes, offset + first * stride + BLOCK * block, stride);
        Rounds.schedule(words);
        Rounds.update(states, first, words);
      }
    }
  }
}
