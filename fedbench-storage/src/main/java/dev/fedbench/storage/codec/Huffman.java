package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * Canonical Huffman codes of at most eleven bits. Lengths are optimal within that limit, by
 * package-merge (L. Larmore and D. Hirschberg, "A fast algorithm for optimal length-limited Huffman
 * codes", J. ACM 37, 1990).
 */
final class Huffman {

  /** The most bits of a code. */
  static final int MOST_BITS = 11;

  /** What a decoder finds for a symbol. */
  @FunctionalInterface
  interface Entry {
    char of(int symbol, int length);
  }

  private Huffman() {}

  /**
   * The lengths of the codes; a symbol that does not occur has none. Where but one occurs, its code
   * has one bit.
   */
  static void lengths(int[] counts, int row, int[] lengths) {
    Arrays.fill(lengths, 0);
    long[] leaves = new long[256];
    int n = 0;
    for (int symbol = 0; symbol < 256; symbol++) {
      if (counts[row + symbol] != 0) {
        leaves[n++] = (long) counts[row + symbol] << 8 | symbol;
      }
    }
    if (n == 1) {
      lengths[(int) leaves[0] & 0xff] = 1;
      return;
    }
    Arrays.sort(leaves, 0, n);
    boolean[][] isLeaf = packages(leaves, n);
    int taken = 2 * n - 2;
    for (int level = MOST_BITS - 1; level >= 0; level--) {
      int leafCount = 0;
      for (int i = 0; i < taken; i++) {
        leafCount += isLeaf[level][i] ? 1 : 0;
      }
      for (int i = 0; i < leafCount; i++) {
        lengths[(int) leaves[i] & 0xff]++;
      }
      taken = 2 * (taken - leafCount);
    }
  }

  /** Level by level which of the items, in order of weight, are leaves and which are packages. */
  private static boolean[][] packages(long[] leaves, int n) {
    boolean[][] isLeaf = new boolean[MOST_BITS][2 * n];
    long[] weights = new long[0];
    for (int level = 0; level < MOST_BITS; level++) {
      int packages = weights.length / 2;
      long[] merged = new long[n + packages];
      int leaf = 0;
      int pack = 0;
      for (int i = 0; i < merged.length; i++) {
        long weight = leaf < n ? leaves[leaf] >>> 8 : Long.MAX_VALUE;
        long packed = pack < packages ? weights[2 * pack] + weights[2 * pack + 1] : Long.MAX_VALUE;
        isLeaf[level][i] = weight <= packed;
        if (weight <= packed) {
          merged[i] = weight;
          leaf++;
        } else {
          merged[i] = packed;
          pack++;
        }
      }
      weights = merged;
    }
    return isLeaf;
  }

  /** Whether there is exactly one way to read any bits: the codes fill the space of codes. */
  static boolean areComplete(int[] lengths) {
    int space = 0;
    int used = 0;
    for (int length : lengths) {
      space += length == 0 ? 0 : 1 << MOST_BITS - length;
      used += length == 0 ? 0 : 1;
    }
    return space == 1 << MOST_BITS || used == 1 && space == 1 << MOST_BITS - 1;
  }

  /**
   * The codes: shorter before longer, equals in the order of symbols; each with its first bit
   * lowest, at bits 0 to 15, and its length at bits 16 to 19.
   */
  static void codes(int[] lengths, int[] codes, int from) {
    int code = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      for (int symbol = 0; symbol < 256; symbol++) {
        if (lengths[symbol] == length) {
          codes[from + symbol] = Integer.reverse(code++) >>> 32 - length | length << 16;
        }
      }
      code <<= 1;
    }
  }

  /**
   * Fills a table to decode by, of two to the power of {@link #MOST_BITS}: for the next bits the
   * entry of the symbol whose code they start with. Where there is but one symbol, any bit is its
   * code.
   */
  static void decodeTable(int[] lengths, Entry entry, char[] table, int from) {
    int[] codes = new int[256];
    codes(lengths, codes, 0);
    boolean lone = Arrays.stream(lengths).filter(length -> length != 0).count() == 1;
    for (int symbol = 0; symbol < 256; symbol++) {
      int length = lengths[symbol];
      if (length != 0) {
        int step = lone ? 1 : 1 << length;
        char found = entry.of(symbol, length);
        for (int i = codes[symbol] & 0xffff; i < 1 << MOST_BITS; i += step) {
          table[from + i] = found;
        }
      }
    }
  }
}
