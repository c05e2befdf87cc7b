package dev.fedbench.storage.codec;

/**
 * The tables that {@link WholeCodes} are decoded by, one behind another, and which is whose. Keys
 * change their tables within a few neighbours as a rule: these have a table each then, whether or
 * not it is the same, and a key's place is arithmetic that compilers make vectors of.
 */
final class CodeTables {

  /** From the last key that the first table has, to the first that the last one has. */
  private static final int MOST_NEIGHBOURS = 32;

  private final char[] spread = new char[MOST_NEIGHBOURS << Huffman.MOST_BITS];
  private int[] starts;
  private char[] entries;
  private int first;
  private int last;

  /**
   * Lays out tables.
   *
   * @param starts by key, where its table starts
   */
  void set(int[] starts, char[] tables) {
    this.starts = starts;
    last = starts.length - 1;
    while (last > 0 && starts[last - 1] == starts[last]) {
      last--;
    }
    first = 0;
    while (first < last && starts[first + 1] == starts[0]) {
      first++;
    }
    entries = isSpread() ? spread : tables;
    for (int key = first; isSpread() && key <= last; key++) {
      int to = key - first << Huffman.MOST_BITS;
      System.arraycopy(tables, starts[key], spread, to, 1 << Huffman.MOST_BITS);
    }
  }

  private boolean isSpread() {
    return last - first < MOST_NEIGHBOURS;
  }

  /** All entries of all tables. */
  char[] entries() {
    return entries;
  }

  /** Says where the tables of keys start among the entries. */
  void find(int[] keys, int count, int[] found) {
    if (!isSpread()) {
      for (int i = 0; i < count; i++) {
        found[i] = starts[keys[i]];
      }
      return;
    }
    int most = last - first;
    int highest = last;
    for (int i = 0; i < count; i++) { // by signs: of min and max, older compilers make no vectors
      int above = keys[i] - highest;
      int table = (above & above >> 31) + most;
      found[i] = (table & ~(table >> 31)) << Huffman.MOST_BITS;
    }
  }
}
