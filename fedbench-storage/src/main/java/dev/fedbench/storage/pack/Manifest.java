package dev.fedbench.storage.pack;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What counts: how far each pack is committed, and what the refs point to. Immutable.
 *
 * @param generation one more than that of the manifest before
 * @param nextPack the number of the next pack; numbers are never used again
 * @param packs committed bytes by number of the pack
 * @param refs objects by name
 */
public record Manifest(
    long generation,
    int nextPack,
    SortedMap<Integer, Long> packs,
    SortedMap<String, ObjectId> refs) {

  /** Names of refs are at most this long. */
  public static final int MAX_REF_NAME = 250;

  /** Of a store without packs. */
  static final Manifest EMPTY = new Manifest(0, 1, new TreeMap<>(), new TreeMap<>());

  public Manifest {
    packs = Collections.unmodifiableSortedMap(new TreeMap<>(packs));
    refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    boolean sound =
        generation >= 0
            && nextPack >= 1
            && nextPack <= Location.MAX_PACK
            && packs.values().stream()
                .allMatch(n -> n >= PackFile.HEADER && n <= Location.MAX_OFFSET)
            && (packs.isEmpty() || packs.firstKey() >= 1 && packs.lastKey() < nextPack)
            && refs.keySet().stream().allMatch(Manifest::sound);
    if (!sound) {
      throw new IllegalArgumentException(
          "a manifest of generation %d with next pack %d, packs %s and refs %s; numbers of packs are"
                  .formatted(generation, nextPack, packs, refs.keySet())
              + " below the next one, names of refs printable and without spaces");
    }
  }

  private static boolean sound(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_REF_NAME
        && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  Manifest next(int nextPack, SortedMap<Integer, Long> packs, SortedMap<String, ObjectId> refs) {
    return new Manifest(generation + 1, nextPack, packs, refs);
  }
}
