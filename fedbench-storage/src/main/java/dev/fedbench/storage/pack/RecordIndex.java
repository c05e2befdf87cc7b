package dev.fedbench.storage.pack;

import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Where each record is: a hash table with linear probing, six words a slot, 72 to 144 bytes a
 * record. The hash is salted, so that hostile ids cannot be made to collide. Thread-safe.
 */
final class RecordIndex {

  private static final int WORDS = 6;
  private static final long PRESENT = 1L << 63;
  private static final int OFFSET_BITS = 40;
  private static final int INITIAL_SLOTS = 64;

  private final long salt = new SplittableRandom().nextLong();
  private long[] table = new long[INITIAL_SLOTS * WORDS];
  private int size;

  synchronized int size() {
    return size;
  }

  synchronized Optional<Location> find(ObjectId id) {
    int slot = slot(table, id);
    return occupied(table, slot) ? Optional.of(location(slot)) : Optional.empty();
  }

  /** Adds a record; the first place known of an id stays. Returns whether it was new. */
  synchronized boolean put(ObjectId id, Location location) {
    int slot = slot(table, id);
    if (occupied(table, slot)) {
      return false;
    }
    if ((size + 1L) * 3 > slots(table) * 2L) {
      grow();
      slot = slot(table, id);
    }
    int at = slot * WORDS;
    table[at] = id.a();
    table[at + 1] = id.b();
    table[at + 2] = id.c();
    table[at + 3] = id.d();
    table[at + 4] = (long) location.pack() << OFFSET_BITS | location.offset();
    table[at + 5] =
        PRESENT
            | (long) location.depth() << 40
            | (long) location.kind().code() << 32
            | location.length();
    size++;
    return true;
  }

  /** Visits all entries, in no order. */
  synchronized void forEach(RecordVisitor visitor) throws IOException {
    for (int slot = 0; slot < slots(table); slot++) {
      if (occupied(table, slot)) {
        visitor.visit(id(table, slot), location(slot));
      }
    }
  }

  private Location location(int slot) {
    long where = table[slot * WORDS + 4];
    long what = table[slot * WORDS + 5];
    return new Location(
        (int) (where >>> OFFSET_BITS),
        where & Location.MAX_OFFSET,
        (int) what,
        RecordKind.ofCode((int) (what >>> 32) & 0xff).orElseThrow(),
        (int) (what >>> 40) & 0xff);
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(table.length, 2)];
    for (int slot = 0; slot < slots(table); slot++) {
      if (occupied(table, slot)) {
        int to = slot(larger, id(table, slot));
        System.arraycopy(table, slot * WORDS, larger, to * WORDS, WORDS);
      }
    }
    table = larger;
  }

  /** The slot of the id, or the free one where it would go. */
  private int slot(long[] words, ObjectId id) {
    int mask = slots(words) - 1;
    // Finaliser of MurmurHash3 (A. Appleby, public domain).
    long mixed = (id.a() ^ salt) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33 ^ id.b()) * 0xc4ceb9fe1a85ec53L;
    int slot = (int) (mixed ^ mixed >>> 33) & mask;
    while (occupied(words, slot) && !holds(words, slot, id)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static boolean holds(long[] words, int slot, ObjectId id) {
    int at = slot * WORDS;
    return words[at] == id.a()
        && words[at + 1] == id.b()
        && words[at + 2] == id.c()
        && words[at + 3] == id.d();
  }

  private static ObjectId id(long[] words, int slot) {
    int at = slot * WORDS;
    return new ObjectId(words[at], words[at + 1], words[at + 2], words[at + 3]);
  }

  private static boolean occupied(long[] words, int slot) {
    return words[slot * WORDS + 5] != 0;
  }

  private static int slots(long[] words) {
    return words.length / WORDS;
  }
}
