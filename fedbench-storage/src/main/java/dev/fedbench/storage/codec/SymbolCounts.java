package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * How often symbols came with keys. Two tables take turns, so that equal neighbours do not wait for
 * each other; of both only the rows of keys that came are ever looked at.
 */
final class SymbolCounts {

  static final int ROW = 256;

  private final int[] even = new int[ROW * ROW];
  private final int[] odd = new int[ROW * ROW];
  private final boolean[] used = new boolean[ROW];
  private int least = ROW;
  private int most = -1;

  /** Says between which keys there may be others. */
  void widen(int leastKey, int mostKey) {
    least = Math.min(least, leastKey);
    most = Math.max(most, mostKey);
  }

  /** Begins anew. */
  void clear() {
    if (most >= 0) {
      Arrays.fill(even, least * ROW, (most + 1) * ROW, 0);
      Arrays.fill(odd, least * ROW, (most + 1) * ROW, 0);
      Arrays.fill(used, least, most + 1, false);
    }
    least = ROW;
    most = -1;
  }

  /** Counts symbols, key * 256 + symbol, whose keys are where they may be. */
  void add(char[] indices, int start, int count) {
    int end = start + count;
    int i = start;
    for (; i + 1 < end; i += 2) {
      even[indices[i]]++;
      odd[indices[i + 1]]++;
    }
    if (i < end) {
      even[indices[i]]++;
    }
  }

  /**
   * Sums up, once all are counted: symbol s with key k at k * 256 + s.
   *
   * @param scale each stands for so many
   */
  int[] sum(int scale) {
    for (int key = least; key <= most; key++) {
      int all = 0;
      for (int i = key * ROW; i < (key + 1) * ROW; i++) {
        even[i] = (even[i] + odd[i]) * scale;
        all += even[i];
      }
      used[key] = all != 0;
    }
    return even;
  }

  /** Which keys there are, once {@link #sum} was called. */
  boolean[] usedKeys() {
    return used;
  }
}
