package dev.fedbench.storage.pack;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory of packs, read. Sees what was committed when it was opened or last refreshed, whole
 * commits only. Thread-safe; any number of processes may read while one writes.
 */
public final class PackStore implements Records, Closeable {

  /** A gc beside us may take packs away this often while we open them. */
  private static final int ATTEMPTS = 10;

  private final Disk disk;
  private final Path directory;
  private volatile View view;
  private volatile boolean closed;

  private PackStore(Disk disk, Path directory, View view) {
    this.disk = disk;
    this.directory = directory;
    this.view = view;
  }

  static Path packs(Path directory) {
    return directory.resolve("packs");
  }

  /** Whether there is a store in that directory. */
  public static boolean exists(Disk disk, Path directory) {
    return disk.exists(directory.resolve(ManifestFile.NAME));
  }

  /** Makes the directories of a store, durably, if they are not there. */
  public static void createDirectories(Disk disk, Path directory) throws IOException {
    List<Path> parents = new ArrayList<>();
    for (Path made = packs(directory).toAbsolutePath();
        !disk.exists(made) && made.getParent() != null;
        made = made.getParent()) {
      parents.add(made.getParent());
    }
    disk.createDirectories(packs(directory));
    for (Path parent : parents) {
      disk.forceDirectory(parent);
    }
  }

  /**
   * Makes an empty store, durably, in directories that are there. The caller holds the lock: who
   * makes a store must not take the place of one that another makes meanwhile.
   *
   * @throws StoreException if there is one already
   */
  public static void create(Disk disk, Path directory) throws IOException {
    if (exists(disk, directory)) {
      throw new StoreException(directory + " is a store already; open it");
    }
    ManifestFile.write(disk, directory, Manifest.EMPTY);
  }

  /** Opens a store to read. */
  public static PackStore open(Disk disk, Path directory) throws IOException {
    return new PackStore(disk, directory, load(disk, directory, Optional.empty()));
  }

  private static View load(Disk disk, Path directory, Optional<View> before) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Manifest manifest = ManifestFile.read(disk, directory);
      View loaded = View.load(disk, directory, manifest, before);
      boolean current = ManifestFile.read(disk, directory).generation() == manifest.generation();
      if (!loaded.lacksPacks() || current || attempt == ATTEMPTS) {
        return loaded;
      }
      loaded.retireAllBut(before.map(View::packs).orElse(Map.of()));
    }
  }

  /** What counts. */
  public Manifest manifest() {
    return view.manifest();
  }

  /** What of the committed bytes is no record. */
  public List<Damage> damages() {
    return List.copyOf(view.damages());
  }

  /**
   * Refuses what would lose records that a repair might still find.
   *
   * @throws CorruptStoreException if a pack is damaged, as far as heads of records tell
   */
  public void requireUndamaged() throws CorruptStoreException {
    if (!view.damages().isEmpty()) {
      throw new CorruptStoreException(
          "%s is damaged, and a gc would lose what may be left: %s; restore the file first"
              .formatted(directory, view.damages().get(0)));
    }
  }

  /** Looks whether there is more by now, or, after a gc, less. */
  public synchronized void refresh() throws IOException {
    if (closed) {
      throw new StoreException("the store %s is closed; open it again".formatted(directory));
    }
    Manifest now = ManifestFile.read(disk, directory);
    if (now.generation() != view.manifest().generation()) {
      show(load(disk, directory, Optional.of(view)));
    }
  }

  /** Shows another view from now on. */
  synchronized void show(View next) throws IOException {
    View before = view;
    view = next;
    before.retireAllBut(next.packs());
  }

  View view() {
    return view;
  }

  Disk disk() {
    return disk;
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  @Override
  public Optional<Location> find(ObjectId id) {
    return view.index().find(id);
  }

  /** The ids of records of a kind that start with those hexadecimal digits, from the index. */
  public List<ObjectId> startingWith(String digits, RecordKind kind) throws IOException {
    List<ObjectId> found = new ArrayList<>();
    view.index()
        .forEach(
            (id, at) -> {
              if (at.kind() == kind && id.hex().startsWith(digits)) {
                found.add(id);
              }
            });
    return found;
  }

  /** Reads a record where a visit has found it; there may be another of the same id elsewhere. */
  public void readAt(ObjectId id, Location at, RecordBuffer buffer) throws IOException {
    Optional<PackFile> pack = Optional.ofNullable(view.packs().get(at.pack()));
    if (pack.isEmpty() || !pack.get().acquire()) {
      throw new StoreException(
          "pack %d is gone: a gc ran meanwhile; try again".formatted(at.pack()));
    }
    try {
      pack.get().read(id, at, buffer);
    } finally {
      pack.get().release();
    }
  }

  @Override
  public Location read(ObjectId id, RecordKind kind, RecordBuffer buffer) throws IOException {
    for (int attempt = 1; ; attempt++) {
      View seen = view;
      Location at = seen.index().find(id).orElseThrow(() -> missing(id, kind));
      requireKind(id, kind, at);
      Optional<PackFile> pack = Optional.ofNullable(seen.packs().get(at.pack()));
      if (pack.isPresent() && pack.get().acquire()) {
        try {
          pack.get().read(id, at, buffer);
          return at;
        } catch (NoSuchFileException e) { // interrupted, opened again, and a gc was there before
          if (attempt == ATTEMPTS) {
            throw e;
          }
          refresh();
        } finally {
          pack.get().release();
        }
      } else if (view == seen || attempt == ATTEMPTS) {
        throw missing(id, kind);
      }
    }
  }

  static void requireKind(ObjectId id, RecordKind kind, Location at) throws StoreException {
    if (at.kind() != kind) {
      throw new CorruptStoreException(
          "object %s is a %s; expected a %s".formatted(id.hex(), at.kind(), kind));
    }
  }

  private CorruptStoreException missing(ObjectId id, RecordKind kind) {
    List<Damage> damages = view.damages();
    return new CorruptStoreException(
        "%s %s is not in %s: %s"
            .formatted(
                kind,
                id.hex(),
                directory,
                closed
                    ? "the store is closed; open it again"
                    : damages.isEmpty()
                        ? "no ref reached it when a gc ran"
                        : "it may have been where packs are damaged: " + damages.get(0)));
  }

  /** Visits every committed record in the order of the disk, duplicates too. */
  public void forEachRecord(RecordVisitor visitor) throws IOException {
    View seen = view;
    for (PackFile pack : seen.packs().values()) {
      if (pack.acquire()) {
        try {
          long to = seen.manifest().packs().get(pack.number());
          new PackScan(pack, visitor, new ArrayList<>()).scan(0, to);
        } finally {
          pack.release();
        }
      }
    }
  }

  /** How many records are indexed. */
  public int records() {
    return view.index().size();
  }

  /** Bytes of all files that count. */
  public long storedBytes() throws IOException {
    long sum = ManifestFile.text(view.manifest()).length();
    for (long size : view.manifest().packs().values()) {
      sum += size;
    }
    return sum;
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      view.retireAllBut(Map.of());
    }
  }
}
