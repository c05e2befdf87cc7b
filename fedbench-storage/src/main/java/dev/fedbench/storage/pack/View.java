package dev.fedbench.storage.pack;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manifest, the packs that it names, and the index of their committed records.
 *
 * @param manifest what counts
 * @param packs open packs by number; one that is missing is a damage
 * @param index where each record is; it may hold more than the manifest counts, never less
 * @param damages what of the packs is no record
 */
record View(
    Manifest manifest, Map<Integer, PackFile> packs, RecordIndex index, List<Damage> damages) {

  /** Loads a view; what the one before it has open and indexed is used again. */
  static View load(Disk disk, Path directory, Manifest manifest, Optional<View> before)
      throws IOException {
    boolean extended =
        before.isPresent() && manifest.packs().keySet().containsAll(before.get().packs.keySet());
    RecordIndex index = extended ? before.get().index : new RecordIndex();
    List<Damage> damages = new ArrayList<>(extended ? before.get().damages : List.of());
    Map<Integer, PackFile> packs = new TreeMap<>();
    try {
      for (Map.Entry<Integer, Long> entry : manifest.packs().entrySet()) {
        int number = entry.getKey();
        Optional<PackFile> known = before.map(view -> view.packs.get(number));
        long from = extended && known.isPresent() ? before.get().committed(number) : 0;
        Optional<PackFile> pack =
            known.isPresent() ? known : open(disk, directory, number, entry.getValue(), damages);
        if (pack.isPresent()) {
          packs.put(number, pack.get());
          new PackScan(pack.get(), index::put, damages).scan(from, entry.getValue());
        }
      }
    } catch (IOException | RuntimeException e) {
      closeFresh(packs, before, e);
      throw e;
    }
    return new View(manifest, packs, index, damages);
  }

  private static Optional<PackFile> open(
      Disk disk, Path directory, int number, long committed, List<Damage> damages)
      throws IOException {
    Path path = PackStore.packs(directory).resolve(PackFile.name(number));
    try {
      return Optional.of(new PackFile(number, path, disk.open(path, false)));
    } catch (NoSuchFileException e) {
      Damage missing = new Damage(PackFile.name(number), 0, committed, "the file is missing");
      if (!damages.contains(missing)) { // it may have been missing in the view before
        damages.add(missing);
      }
      return Optional.empty();
    }
  }

  private static void closeFresh(
      Map<Integer, PackFile> packs, Optional<View> before, Throwable why) {
    for (PackFile pack : packs.values()) {
      if (before.isEmpty() || before.get().packs.get(pack.number()) != pack) {
        try {
          pack.retire();
        } catch (IOException e) {
          why.addSuppressed(e);
        }
      }
    }
  }

  /** Whether a pack is missing: a gc may have taken it while the view was loaded. */
  boolean lacksPacks() {
    return packs.size() < manifest.packs().size();
  }

  private long committed(int number) {
    return manifest.packs().getOrDefault(number, 0L);
  }

  /** Lets go of the packs that the next view does not have. */
  void retireAllBut(Map<Integer, PackFile> kept) throws IOException {
    for (PackFile pack : packs.values()) {
      if (kept.get(pack.number()) != pack) {
        pack.retire();
      }
    }
  }
}
