package dev.fedbench.storage.pack;

import dev.fedbench.storage.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Appends records and commits them. There is one writer at a time, in all processes: whoever makes
 * one holds the {@link WriterLock}.
 *
 * <p>The order that makes a commit durable: (1) append the records; (2) force the pack, once; (3)
 * force the directory of packs if one is new; (4) write the next manifest beside the one that
 * counts and force it; (5) rename it into place; (6) force the directory. Until (5) nobody counts
 * the new bytes, and a crash leaves a tail that the next writer cuts; after (5) all that the
 * manifest names is on the disk already; after (6) the rename is, too, and the commit is
 * acknowledged. So committed bytes are never cut, and bytes that are cut were never acknowledged.
 *
 * <p>Thread-safe; while a commit is under way its records can be read here, and nowhere else.
 */
public final class PackWriter implements Records {

  private final PackStore store;
  private final long packLimit;
  private final List<PackAppender> fresh = new ArrayList<>();
  private RecordIndex pending = new RecordIndex();
  private Optional<PackAppender> active;
  private Optional<String> undecided = Optional.empty();

  /**
   * A writer to a store whose lock the caller holds. Removes what a writer before it left undone.
   *
   * @param packLimit a pack takes no more records once it has so many bytes
   */
  public PackWriter(PackStore store, long packLimit) throws IOException {
    this.store = store;
    this.packLimit = packLimit;
    store.refresh();
    removeLeftovers();
    this.active = resumed();
  }

  private void removeLeftovers() throws IOException {
    Disk disk = store.disk();
    disk.delete(store.directory().resolve(ManifestFile.TEMPORARY));
    Path packs = PackStore.packs(store.directory());
    for (String name : disk.list(packs)) {
      OptionalInt number = PackFile.number(name);
      if (number.isPresent() && !store.manifest().packs().containsKey(number.getAsInt())) {
        disk.delete(packs.resolve(name));
      }
    }
  }

  /** The last pack, if it is sound and not full: its tail is cut. */
  private Optional<PackAppender> resumed() throws IOException {
    SortedMap<Integer, Long> packs = store.manifest().packs();
    if (packs.isEmpty() || packs.get(packs.lastKey()) >= packLimit) {
      return Optional.empty();
    }
    int number = packs.lastKey();
    String name = PackFile.name(number);
    if (store.damages().stream().anyMatch(damage -> damage.pack().equals(name))) {
      return Optional.empty();
    }
    return Optional.of(
        PackAppender.resume(store.disk(), store.directory(), number, packs.get(number)));
  }

  @Override
  public synchronized Optional<Location> find(ObjectId id) {
    Optional<Location> found = pending.find(id);
    return found.isPresent() ? found : store.find(id);
  }

  @Override
  public Location read(ObjectId id, RecordKind kind, RecordBuffer buffer) throws IOException {
    Optional<Location> found = pendingOf(id);
    if (found.isEmpty()) {
      return store.read(id, kind, buffer);
    }
    PackStore.requireKind(id, kind, found.get());
    appender(found.get().pack()).read(id, found.get(), buffer);
    return found.get();
  }

  private synchronized Optional<Location> pendingOf(ObjectId id) {
    return pending.find(id);
  }

  private synchronized PackAppender appender(int pack) {
    return active
        .filter(appender -> appender.number() == pack)
        .or(() -> fresh.stream().filter(appender -> appender.number() == pack).findFirst())
        .orElseThrow();
  }

  /**
   * Appends a record that is not here yet, part of the commit under way.
   *
   * @throws IOException if the disk fails; call {@link #rollback}
   */
  public synchronized void append(
      RecordKind kind, int depth, ObjectId id, byte[] bytes, int offset, int length)
      throws IOException {
    requireDecided();
    PackAppender into = appenderFor(length);
    Frame frame = new Frame(kind, depth, length, Frame.crc(bytes, offset, length), id);
    pending.put(id, into.append(frame, bytes, offset));
  }

  private PackAppender appenderFor(int length) throws IOException {
    if (active.isPresent() && active.get().takes(length, packLimit)) {
      return active.get();
    }
    if (active.isPresent()) {
      active.get().force();
    }
    int last = fresh.isEmpty() ? store.manifest().nextPack() - 1 : lastFresh().number();
    if (last >= Location.MAX_PACK) {
      throw new StoreException("%s has %d packs; no more fit".formatted(store.directory(), last));
    }
    PackAppender next = PackAppender.create(store.disk(), store.directory(), last + 1);
    // A pack that was resumed stays on the list, too: its new length must get into the manifest.
    active.filter(full -> !fresh.contains(full)).ifPresent(fresh::add);
    fresh.add(next);
    active = Optional.of(next);
    return next;
  }

  private PackAppender lastFresh() {
    return fresh.get(fresh.size() - 1);
  }

  /**
   * Makes the records since the last commit durable and visible, with those refs.
   *
   * @throws IOException if that failed: then nothing of it is visible, unless the message says so
   */
  public synchronized void commit(Map<String, ObjectId> refs) throws IOException {
    requireDecided();
    SortedMap<Integer, Long> packs = new TreeMap<>(store.manifest().packs());
    try {
      if (pending.size() > 0) {
        active.orElseThrow().force();
        fresh.forEach(appender -> packs.put(appender.number(), appender.length()));
        packs.put(active.orElseThrow().number(), active.orElseThrow().length());
      }
      publish(packs, refs);
    } catch (IOException | RuntimeException e) {
      rollback(e);
      throw e;
    }
    showCommitted();
  }

  private void publish(SortedMap<Integer, Long> packs, Map<String, ObjectId> refs)
      throws IOException {
    Manifest before = store.manifest();
    int next =
        packs.isEmpty() ? before.nextPack() : Math.max(before.nextPack(), packs.lastKey() + 1);
    Manifest manifest = before.next(next, packs, new TreeMap<>(refs));
    if (next > before.nextPack()) {
      store.disk().forceDirectory(PackStore.packs(store.directory()));
    }
    ManifestFile.prepare(store.disk(), store.directory(), manifest);
    replaceManifest(manifest);
  }

  /** From here on nothing may be cut, whatever happens, until it is known which manifest counts. */
  private void replaceManifest(Manifest manifest) throws IOException {
    Path directory = store.directory();
    undecided = Optional.of("a commit to %s was cut off at its end".formatted(directory));
    try {
      store
          .disk()
          .replace(directory.resolve(ManifestFile.TEMPORARY), directory.resolve(ManifestFile.NAME));
      store.disk().forceDirectory(directory);
    } catch (IOException e) {
      if (stillBefore(manifest, e)) {
        undecided = Optional.empty();
        throw e;
      }
      undecided =
          Optional.of(
              "the last commit to %s can be seen, but the disk failed before it was safe (%s)"
                  .formatted(directory, e));
      throw new StoreException(undecided.get() + "; close the store, and look at it again", e);
    }
  }

  /** What is committed is looked at again, as any reader would. */
  private void showCommitted() throws IOException {
    settle();
    try {
      store.refresh();
      undecided = Optional.empty();
    } catch (IOException e) {
      throw new StoreException(
          "the last commit to %s is safe, but cannot be read back (%s); close the store and open it again"
              .formatted(store.directory(), e),
          e);
    }
  }

  /** Whether the manifest on the disk is surely the one before. */
  private boolean stillBefore(Manifest manifest, IOException why) {
    try {
      return ManifestFile.read(store.disk(), store.directory()).generation()
          < manifest.generation();
    } catch (IOException e) {
      why.addSuppressed(e);
      return false;
    }
  }

  private void requireDecided() throws StoreException {
    if (undecided.isPresent()) {
      throw new StoreException(undecided.get() + "; close the store and open it again");
    }
  }

  /** The packs written by now are those of the view: only the last one takes more. */
  private void settle() throws IOException {
    pending = new RecordIndex();
    for (PackAppender appender : fresh) {
      if (active.filter(last -> last == appender).isEmpty()) {
        appender.close();
      }
    }
    fresh.clear();
  }

  /** Forgets the records since the last commit, and cuts them off. */
  public synchronized void rollback() {
    rollback(new StoreException("rolled back"));
  }

  /** What goes wrong here is told with the reason; a tail that stays is cut by the next writer. */
  private void rollback(Exception why) {
    if (undecided.isPresent()) {
      return;
    }
    pending = new RecordIndex();
    List<PackAppender> written = new ArrayList<>(fresh);
    active.filter(last -> !written.contains(last)).ifPresent(written::add);
    fresh.clear();
    active = Optional.empty();
    for (PackAppender appender : written) {
      Optional<Long> committed =
          Optional.ofNullable(store.manifest().packs().get(appender.number()));
      try {
        if (committed.isPresent() && appender.cutBackTo(committed.get())) {
          active = Optional.of(appender);
        } else {
          appender.close();
        }
        if (committed.isEmpty()) {
          store.disk().delete(appender.path());
        }
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }

  /**
   * Drops all records but those that are wanted: packs in which some are not are written anew.
   * Nothing may be pending. Those who read the old packs go on reading them until they look again.
   *
   * @throws IOException if the disk fails, or a wanted record is damaged; then all is as before
   */
  public synchronized void compact(Wanted wanted) throws IOException {
    requireDecided();
    if (pending.size() > 0) {
      throw new IllegalStateException("a commit is under way");
    }
    store.requireUndamaged();
    SortedMap<Integer, Long> before = store.manifest().packs();
    SortedMap<Integer, Long> after = new TreeMap<>();
    if (active.isPresent()) {
      active.get().close();
      active = Optional.empty();
    }
    try {
      for (PackFile pack : store.view().packs().values()) {
        if (allWanted(pack, wanted)) {
          after.put(pack.number(), before.get(pack.number()));
        } else {
          copyWanted(pack, wanted);
        }
      }
      if (active.isPresent()) {
        active.get().force();
      }
      fresh.forEach(appender -> after.put(appender.number(), appender.length()));
      if (!after.equals(before)) {
        publish(after, store.manifest().refs());
      }
    } catch (IOException | RuntimeException e) {
      rollback(e);
      throw e;
    }
    showCommitted();
    removeLeftovers();
    active = active.isPresent() ? active : resumed();
  }

  private boolean allWanted(PackFile pack, Wanted wanted) throws IOException {
    long[] dead = new long[1];
    scan(pack, (id, at) -> dead[0] += wanted.wants(id, at) && first(id, at) ? 0 : 1);
    return dead[0] == 0;
  }

  private void copyWanted(PackFile pack, Wanted wanted) throws IOException {
    RecordBuffer buffer = new RecordBuffer();
    scan(
        pack,
        (id, at) -> {
          if (wanted.wants(id, at) && first(id, at)) {
            pack.read(id, at, buffer);
            append(at.kind(), at.depth(), id, buffer.bytes(), buffer.offset(), buffer.length());
          }
        });
  }

  /** Not a second copy of a record, as a hostile pack may hold. */
  private boolean first(ObjectId id, Location at) {
    return store.find(id).filter(at::equals).isPresent();
  }

  private void scan(PackFile pack, RecordVisitor visitor) throws IOException {
    new PackScan(pack, visitor, new ArrayList<>())
        .scan(0, store.manifest().packs().get(pack.number()));
  }

  /** Lets go of the files; what was not committed is cut. */
  public synchronized void close() throws IOException {
    if (pending.size() > 0) {
      rollback();
    }
    settle();
    if (active.isPresent()) {
      active.get().close();
      active = Optional.empty();
    }
  }
}
