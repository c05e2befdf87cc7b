package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * Canonical Huffman codes of at most eleven bits: optimal where that is no limit. Where it is, rare
 * symbols count as more than they are, a little more each time, until none has a longer code.
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
    }
    if (n < 2) {
      return;
    }
    Arrays.sort(leaves, 0, n);
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += leaves[i] >>> 8;
    }
    long step = (sum >>> MOST_BITS + 1) + 1;
    int[] depths = depths(leaves, n, 0);
    for (long least = step; depths[0] > MOST_BITS; least += step) { // the lightest is deepest
      depths = depths(leaves, n, least);
    }
    for (int i = 0; i < n; i++) {
      lengths[(int) leaves[i] & 0xff] = depths[i];
    }
  }

  /**
   * Where leaves are in a Huffman tree: nodes come into being in order of weight, behind the leaves
   * and before the root, so that the lightest two are the next of either (J. van Leeuwen, "On the
   * construction of Huffman trees", ICALP 1976).
   *
   * @param leaves two or more, in order of weight, which is above the lowest eight bits
   * @param least what a leaf weighs at least
   */
  private static int[] depths(long[] leaves, int n, long least) {
    int nodes = 2 * n - 1;
    long[] weights = new long[nodes];
    for (int i = 0; i < n; i++) {
      weights[i] = Math.max(least, leaves[i] >>> 8);
    }
    int[] parents = new int[nodes];
    int leaf = 0;
    int inner = n;
    for (int node = n; node < nodes; node++) {
      for (int child = 0; child < 2; child++) {
        boolean isLeaf = leaf < n && (inner == node || weights[leaf] <= weights[inner]);
        int lightest = isLeaf ? leaf++ : inner++;
        weights[node] += weights[lightest];
        parents[lightest] = node;
      }
    }
    int[] depths = parents; // a parent is behind its children
    for (int node = nodes - 2; node >= 0; node--) {
      depths[node] = depths[parents[node]] + 1;
    }
    return depths;
  }

  /** Whether there is exactly one way to read any bits: the codes fill the space of codes. */
  static boolean areComplete(int[] lengths) {
    int space = 0;
    for (int length : lengths) {
      space += length == 0 ? 0 : 1 << MOST_BITS - length;
    }
    return space == 1 << MOST_BITS || isLone(lengths) && space == 1 << MOST_BITS - 1;
  }

  /** Whether but one symbol has a code. */
  private static boolean isLone(int[] lengths) {
    int used = 0;
    for (int length : lengths) {
      used += length == 0 ? 0 : 1;
    }
    return used == 1;
  }

  /** The symbols that have codes, in the order of those: shorter before longer. */
  private static int[] ordered(int[] lengths) {
    int[] ends = new int[MOST_BITS + 2];
    for (int length : lengths) {
      ends[length + 1]++;
    }
    int unused = ends[1];
    ends[1] = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      ends[length + 1] += ends[length];
    }
    int[] symbols = new int[lengths.length - unused];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] != 0) {
        symbols[ends[lengths[symbol]]++] = symbol;
      }
    }
    return symbols;
  }

  /**
   * The codes: shorter before longer, equals in the order of symbols; each with its first bit
   * lowest, at bits 0 to 15, and its length at bits 16 to 19.
   */
  static void codes(int[] lengths, int[] codes, int from) {
    int next = 0;
    for (int symbol : ordered(lengths)) {
      codes[from + symbol] = code(next) | lengths[symbol] << 16;
      next += step(lengths[symbol]);
    }
  }

  /** How many codes of the most bits begin with a code of some. */
  private static int step(int length) {
    return 1 << MOST_BITS - length;
  }

  /** A code with its first bit lowest, from the first code of the most bits that begins with it. */
  private static int code(int first) {
    return Integer.reverse(first) >>> 32 - MOST_BITS;
  }

  /**
   * Fills a table to decode by, of two to the power of {@link #MOST_BITS}: for the next bits the
   * entry of the symbol whose code they start with. Where there is but one symbol, any bit is its
   * code. The table grows with the codes: as far as those of its size are known, it is full, and
   * becomes twice as large by a copy.
   */
  static void decodeTable(int[] lengths, Entry entry, char[] table, int from) {
    int[] symbols = ordered(lengths);
    int size = 1;
    int next = 0;
    for (int symbol : symbols) {
      int length = lengths[symbol];
      size = widened(table, from, size, symbols.length == 1 ? 1 : 1 << length);
      table[from + code(next)] = entry.of(symbol, length);
      next += step(length);
    }
    widened(table, from, size, 1 << MOST_BITS);
  }

  private static int widened(char[] table, int from, int size, int wanted) {
    int wide = size;
    for (; wide < wanted; wide *= 2) {
      System.arraycopy(table, from, table, from + wide, wide);
    }
    return wide;
  }
}
