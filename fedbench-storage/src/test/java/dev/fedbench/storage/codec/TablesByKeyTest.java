package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever tables are laid out, each key finds its own. */
class TablesByKeyTest {

  private static final int KEYS = 256;
  private static final int LOG = 5;
  private static final int TABLE = 1 << LOG;

  private final TablesByKey<char[]> tables = new TablesByKey<>(LOG, char[]::new);

  private final char[] entries = new char[Contexts.MOST * TABLE];
  private final int[] starts = new int[KEYS];

  TablesByKeyTest() {
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          (char) (i * 40_503); // a table has no entry twice, nor has its neighbour the same
    }
  }

  /** Lays tables out, one after another up to each of some keys. */
  private void set(int... ends) {
    int from = 0;
    for (int table = 0; table <= ends.length; table++) {
      int end = table < ends.length ? ends[table] + 1 : KEYS;
      Arrays.fill(starts, from, end, table * TABLE);
      from = end;
    }
    tables.set(starts, entries);
  }

  private void keysFindTheirOwn() {
    int[] keys = new int[KEYS];
    Arrays.setAll(keys, key -> key);
    int[] found = new int[KEYS];
    tables.find(keys, KEYS, found);
    for (int key = 0; key < KEYS; key++) {
      assertThat(Arrays.copyOfRange(tables.tables(), found[key], found[key] + TABLE))
          .as("the table of key %d", key)
          .isEqualTo(Arrays.copyOfRange(entries, starts[key], starts[key] + TABLE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "2, 0, 0",
    "2, 254, 254",
    "2, 100, 100",
    "3, 100, 101",
    "8, 112, 122",
    "16, 0, 14",
    "16, 240, 254",
    "16, 100, 130",
    "16, 100, 131",
    "16, 100, 132",
    "16, 0, 254"
  })
  void each_key_finds_its_table_wherever_they_change(int count, int first, int last) {
    Random random = new Random(count * 65_536L + first * 256 + last);
    for (int round = 0; round < 20; round++) {
      int[] ends =
          random
              .ints(first, last + 1)
              .distinct()
              .limit(Math.min(count - 1, last - first + 1))
              .sorted()
              .toArray();
      if (ends.length > 1) {
        ends[0] = first;
        ends[ends.length - 1] = last;
      }
      set(ends);
      keysFindTheirOwn();
      int neighbours = ends.length == 0 ? 0 : ends[ends.length - 1] + 1 - ends[0];
      assertThat(tables.tables() == entries)
          .as("as they were, as %d neighbours are too many", neighbours)
          .isEqualTo(neighbours >= TablesByKey.MOST_NEIGHBOURS);
    }
  }

  @Test
  void the_tables_before_are_forgotten() {
    int[][] layouts = {{100}, {15, 31, 47, 63, 200}, {}, {3, 4, 5}, {250}, {0, 254}, {0}, {254}};
    for (int[] ends : layouts) {
      set(ends);
      keysFindTheirOwn();
    }
  }
}
