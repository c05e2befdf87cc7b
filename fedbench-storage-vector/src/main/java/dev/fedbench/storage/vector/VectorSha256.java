package dev.fedbench.storage.vector;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * SHA-256 with vectors of 512 or 256 bits: of all messages side by side, or of one half after the
 * other. Thread-safe.
 */
public final class VectorSha256 implements LaneSha256 {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

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
    Objects.checkIndex(offset, bytes.length + 1);
    int[] words = new int[Rounds.COUNT * Rounds.LANES];
    for (int first = 0; first < LANES; first += Rounds.LANES) {
      for (int block = 0; block < blocks; block++) {
        load(words, bytes, offset + first * stride + BLOCK * block, stride);
        Rounds.schedule(words);
        Rounds.update(states, first, words);
      }
    }
  }

  /** A block of each lane, word by word. */
  private static void load(int[] words, byte[] bytes, int offset, int stride) {
    for (int lane = 0; lane < Rounds.LANES; lane++) {
      int at = offset + lane * stride;
      for (int i = 0; i < BLOCK / Integer.BYTES; i++) {
        words[Rounds.LANES * i + lane] = (int) WORD.get(bytes, at + Integer.BYTES * i);
      }
    }
  }
}
