package dev.fedbench.storage.codec;

import java.util.function.IntFunction;

/**
 * Tables one behind another in an array, and which key has which. All keys that another table
 * begins with are neighbours, as a rule: these have a table each here, whether or not it is the
 * same, so that a key's place is arithmetic that compilers make vectors of.
 *
 * @param <T> the type of the array
 */
final class TablesByKey<T> {

  /** Keys from the last that has the first table, to the first that has the last. */
  static final int MOST_NEIGHBOURS = 32;

  private final int log;
  private final T room;
  private T tables;
  private int[] starts;
  private int first;
  private int last;

  /**
   * Tables of two to the power of {@code log} each.
   *
   * @param array makes one of so many elements
   */
  TablesByKey(int log, IntFunction<T> array) {
    this.log = log;
    room = array.apply(MOST_NEIGHBOURS << log);
  }

  /**
   * Takes tables, which have to stay as they are as long as this is used.
   *
   * @param starts by key, where its table starts: a multiple of a table's size
   */
  void set(int[] starts, T tables) {
    this.starts = starts;
    last = starts.length - 1;
    while (last > 0 && starts[last - 1] == starts[last]) {
      last--;
    }
    first = 0;
    while (first < last && starts[first + 1] == starts[0]) {
      first++;
    }
    if (!areNeighbours()) {
      this.tables = tables;
      return;
    }
    this.tables = room;
    for (int key = first; key <= last; key++) {
      System.arraycopy(tables, starts[key], room, key - first << log, 1 << log);
    }
  }

  private boolean areNeighbours() {
    return last - first < MOST_NEIGHBOURS;
  }

  /** The array of all tables. */
  T tables() {
    return tables;
  }

  /** Says where the tables of keys start in the array. */
  void find(int[] keys, int count, int[] found) {
    if (!areNeighbours()) {
      for (int i = 0; i < count; i++) {
        found[i] = starts[keys[i]];
      }
      return;
    }
    int end = last;
    int most = last - first;
    int shift = log;
    for (int i = 0; i < count; i++) { // by signs: of min and max, older compilers make no vectors
      int above = keys[i] - end;
      int table = (above & above >> 31) + most;
      found[i] = (table & ~(table >> 31)) << shift;
    }
  }
}
