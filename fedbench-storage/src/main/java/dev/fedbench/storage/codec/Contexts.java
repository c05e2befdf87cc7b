package dev.fedbench.storage.codec;

/**
 * Which keys share a table. Symbols come with a key of a byte (the reference's exponent), and
 * symbols of neighbouring keys are distributed alike; a table for each key would cost more than it
 * saves. So neighbours are joined, those that lose least first, as long as it pays.
 */
final class Contexts {

  /** The most tables that a block of symbols has. */
  static final int MOST = 16;

  private static final int KEYS = 256;
  private static final int SYMBOLS = 256;

  /** What the time to build a table is taken to be worth, in bits for each symbol of the block. */
  private static final double BITS_PER_SYMBOL_AND_TABLE = 1 / 256.0;

  /** Symbols behind the last that a sample had, for differences up to four times as large. */
  private static final int BEYOND = 16;

  /** Symbols of differences with the highest bit set. */
  private static final int LARGEST = 8;

  /** Elements of a table that are few: codes that are never used cost them some 50 bytes. */
  private static final int FEW = 1 << 13;

  private final int[] first = new int[KEYS];
  private final double[] bits = new double[KEYS];
  private final double[] joined = new double[KEYS];
  private final int[] sum = new int[SYMBOLS];
  private double tableBits;
  private int alphabet;
  private int count;

  /**
   * Joins keys.
   *
   * @param counts how often each symbol came with each key, at key * 256 + symbol; those of joined
   *     keys are added to the first's
   * @param usedKeys for as many keys as there may be whether they have come
   * @param symbols in all
   */
  void join(int[] counts, boolean[] usedKeys, int symbols) {
    tableBits = 64 + symbols * BITS_PER_SYMBOL_AND_TABLE;
    count = 0;
    alphabet = 1;
    for (int key = 0; key < usedKeys.length; key++) {
      if (usedKeys[key]) {
        first[count++] = key;
        alphabet = Math.max(alphabet, alphabet(counts, key * SYMBOLS));
      }
    }
    for (int i = 0; i < count; i++) {
      bits[i] = cost(counts, first[i] * SYMBOLS);
    }
    for (int i = 0; i + 1 < count; i++) {
      joined[i] = joinedCost(counts, i);
    }
    for (int i = best(); count > 1 && (count > MOST || gain(i) >= 0); i = best()) {
      join(counts, first[i] * SYMBOLS, i);
    }
  }

  private static int alphabet(int[] counts, int row) {
    int symbols = SYMBOLS;
    while (symbols > 0 && counts[row + symbols - 1] == 0) {
      symbols--;
    }
    return symbols;
  }

  private int best() {
    int best = 0;
    for (int i = 1; i + 1 < count; i++) {
      if (gain(i) > gain(best)) {
        best = i;
      }
    }
    return best;
  }

  private double gain(int i) {
    return bits[i] + bits[i + 1] - joined[i];
  }

  private void join(int[] counts, int row, int i) {
    int other = first[i + 1] * SYMBOLS;
    for (int symbol = 0; symbol < alphabet; symbol++) {
      counts[row + symbol] += counts[other + symbol];
    }
    bits[i] = joined[i];
    System.arraycopy(first, i + 2, first, i + 1, count - i - 2);
    System.arraycopy(bits, i + 2, bits, i + 1, count - i - 2);
    System.arraycopy(joined, i + 1, joined, i, count - i - 2);
    count--;
    if (i > 0) {
      joined[i - 1] = joinedCost(counts, i - 1);
    }
    if (i + 1 < count) {
      joined[i] = joinedCost(counts, i);
    }
  }

  private double joinedCost(int[] counts, int i) {
    int row = first[i] * SYMBOLS;
    int other = first[i + 1] * SYMBOLS;
    for (int symbol = 0; symbol < alphabet; symbol++) {
      sum[symbol] = counts[row + symbol] + counts[other + symbol];
    }
    return cost(sum, 0);
  }

  /** Bits of the symbols of a row and of their table. */
  private double cost(int[] counts, int row) {
    int used = 0;
    for (int i = row; i < row + alphabet; i++) {
      used += counts[i] == 0 ? 0 : 1;
    }
    return Log2.entropyBits(counts, row, row + alphabet) + used * 8 + tableBits;
  }

  /**
   * Makes symbols count that may come though a sample did not have them: those below the last of a
   * table and the next few; those of the largest differences, for a weight that crosses zero makes
   * such; and in a table for few elements, where that costs little, all.
   *
   * @param counts changed
   * @param others what all symbols are below; 0 if there was no sample
   */
  void smooth(int[] counts, int others) {
    for (int i = 0; i < count; i++) {
      int row = first[i] * SYMBOLS;
      int seen = 0;
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        seen += counts[row + symbol];
      }
      int end = seen < FEW ? others : alphabet(counts, row) + BEYOND;
      for (int symbol = 0; symbol < others; symbol++) {
        if (symbol < end || symbol >= others - LARGEST) {
          counts[row + symbol] = Math.max(1, counts[row + symbol]);
        }
      }
    }
    alphabet = Math.max(alphabet, others);
  }

  /** How many tables there are. */
  int count() {
    return count;
  }

  /** The least key of a table, which is where its counts are. */
  int first(int table) {
    return first[table];
  }

  /** What the symbols alone take by an ideal code, in bits. */
  double symbolBits(int[] counts) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      int row = first[i] * SYMBOLS;
      sum += Log2.entropyBits(counts, row, row + alphabet);
    }
    return sum;
  }

  /** What symbols and tables take by an ideal code, in bits. */
  double bits() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += bits[i] - tableBits + 64;
    }
    return sum;
  }
}
