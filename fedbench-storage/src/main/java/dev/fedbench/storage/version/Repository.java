package dev.fedbench.storage.version;

import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Difference;
import dev.fedbench.storage.GcReport;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.TensorMatch;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.VerifyReport;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.hash.Lanes;
import dev.fedbench.storage.pack.Disk;
import dev.fedbench.storage.pack.LocalDisk;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackStore;
import dev.fedbench.storage.pack.PackWriter;
import dev.fedbench.storage.pack.WriterLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** A weight store on packs. */
public final class Repository implements WeightStore {

  /** What only a writer has. */
  private record Writing(Closeable lock, PackWriter packs, ChunkReaders readers) {}

  /** Changes refs. */
  @FunctionalInterface
  private interface RefChange {
    void apply(SortedMap<String, ObjectId> refs) throws IOException;
  }

  private final StoreOptions options;
  private final PackStore store;
  private final Optional<Writing> writing;
  private final ReferenceChooser chooser;
  private final Workers workers;
  private final Tensor.Reading reading;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile boolean closed;

  private Repository(
      StoreOptions options, PackStore store, ChunkCache cache, Optional<Writing> writing) {
    this.options = options;
    this.store = store;
    this.writing = writing;
    this.chooser = options.chooser().open(this);
    this.workers = new Workers(options.threads());
    this.reading =
        new Tensor.Reading(
            new ObjectReader(store), workers, new ChunkReaders(store, options, cache));
  }

  /** Makes an empty store, and opens it. */
  public static WeightStore init(Path directory, StoreOptions options) throws IOException {
    Lanes.prepare();
    Disk disk = new LocalDisk();
    PackStore.createDirectories(disk, directory);
    WriterLock lock = WriterLock.take(directory, options.patience());
    try {
      PackStore.create(disk, directory);
      return open(disk, directory, options, lock);
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** Opens a store. */
  public static WeightStore open(Path directory, StoreOptions options) throws IOException {
    Lanes.prepare();
    Disk disk = new LocalDisk();
    if (options.access() == StoreOptions.Access.READ || !PackStore.exists(disk, directory)) {
      return open(disk, directory, options, () -> {}); // if there is none, that says so
    }
    WriterLock lock = WriterLock.take(directory, options.patience());
    try {
      return open(disk, directory, options, lock);
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** Opens a store on any disk, for whoever holds its lock. */
  static WeightStore open(Disk disk, Path directory, StoreOptions options, Closeable lock)
      throws IOException {
    PackStore store = PackStore.open(disk, directory);
    try {
      ChunkCache cache = new ChunkCache(options.cacheBytes());
      Optional<Writing> writing = Optional.empty();
      if (options.access() == StoreOptions.Access.READ) {
        lock.close();
      } else {
        PackWriter packs = new PackWriter(store, options.packBytes());
        ChunkReaders readers = new ChunkReaders(packs, options, cache);
        writing = Optional.of(new Writing(lock, packs, readers));
      }
      return new Repository(options, store, cache, writing);
    } catch (IOException | RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private void requireOpen() throws StoreException {
    if (closed) {
      throw new StoreException(
          "the store %s is closed; open it again".formatted(store.directory()));
    }
  }

  private Writing writing() throws StoreException {
    requireOpen();
    return writing.orElseThrow(
        () ->
            new StoreException(
                "%s is open to read; open it to write to change it".formatted(store.directory())));
  }

  private void lock() throws IOException {
    try {
      oneAtATime.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Workers.interrupted(e);
    }
  }

  @Override
  public List<Commit> commitAll(List<CommitRequest> requests) throws IOException {
    Writing mine = writing();
    if (requests.isEmpty()) {
      return List.of();
    }
    lock();
    try {
      return new Committer(store, mine.packs, workers, mine.readers, options, chooser)
          .commit(requests);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** What is there now; a reader looks at the disk again. */
  private History history() throws IOException {
    requireOpen();
    if (writing.isEmpty()) {
      store.refresh();
    }
    return new History(reading.objects(), store.manifest().refs(), History.among(store));
  }

  @Override
  public Checkpoint checkpoint(String revision) throws IOException {
    History history = history();
    return checkpoint(history.commit(history.resolve(revision)));
  }

  private StoredCheckpoint checkpoint(Commit commit) throws IOException {
    CheckpointRecord record = reading.objects().checkpoint(ObjectId.fromHex(commit.checkpoint()));
    return new StoredCheckpoint(reading, commit, record, reading.objects().entries(record));
  }

  @Override
  public Commit commit(String revision) throws IOException {
    History history = history();
    return history.commit(history.resolve(revision));
  }

  @Override
  public List<Commit> log(String revision) throws IOException {
    History history = history();
    return history.log(List.of(history.resolve(revision)));
  }

  @Override
  public Difference diff(String earlier, String later) throws IOException {
    History history = history();
    Map<String, Entry> before = new HashMap<>();
    entries(history.resolve(earlier)).forEach(entry -> before.put(entry.tensor().name(), entry));
    List<TensorInfo> added = new ArrayList<>();
    List<TensorInfo> changed = new ArrayList<>();
    int unchanged = 0;
    for (Entry entry : entries(history.resolve(later))) {
      Optional<Entry> old = Optional.ofNullable(before.remove(entry.tensor().name()));
      if (old.isEmpty()) {
        added.add(entry.tensor());
      } else if (old.get().id().equals(entry.id())) {
        unchanged++;
      } else {
        changed.add(entry.tensor());
      }
    }
    List<TensorInfo> removed =
        before.values().stream()
            .map(Entry::tensor)
            .sorted(Comparator.comparing(TensorInfo::name))
            .toList();
    return new Difference(added, removed, changed, unchanged);
  }

  private List<Entry> entries(ObjectId commit) throws IOException {
    ObjectReader objects = reading.objects();
    return objects.entries(objects.checkpoint(objects.commit(commit).checkpoint()));
  }

  @Override
  public List<TensorMatch> find(TensorQuery query, int limit) throws IOException {
    History history = history();
    List<Commit> commits =
        query.revision().isPresent()
            ? history.log(List.of(history.resolve(query.revision().get())))
            : history.log(store.manifest().refs().values());
    return Search.run(query, commits, reading.objects(), limit);
  }

  @Override
  public SortedMap<String, String> branches() throws IOException {
    history();
    return RefName.BRANCH.among(store.manifest().refs());
  }

  @Override
  public SortedMap<String, String> tags() throws IOException {
    history();
    return RefName.TAG.among(store.manifest().refs());
  }

  @Override
  public void setBranch(String name, String revision) throws IOException {
    String ref = RefName.BRANCH.of(name);
    changeRefs(refs -> refs.put(ref, history().resolve(revision)));
  }

  @Override
  public void deleteBranch(String name) throws IOException {
    delete(RefName.BRANCH, name);
  }

  @Override
  public void tag(String name, String revision) throws IOException {
    String ref = RefName.TAG.of(name);
    changeRefs(
        refs -> {
          if (refs.containsKey(ref)) {
            throw new StoreException(
                "there is a tag '%s' already; delete it first, or take another name"
                    .formatted(name));
          }
          refs.put(ref, history().resolve(revision));
        });
  }

  @Override
  public void deleteTag(String name) throws IOException {
    delete(RefName.TAG, name);
  }

  private void delete(RefName kind, String name) throws IOException {
    String ref = kind.of(name);
    changeRefs(
        refs -> {
          if (refs.remove(ref) == null) {
            throw new StoreException(
                "there is no ref '%s'; there are %s".formatted(ref, refs.keySet()));
          }
        });
  }

  private void changeRefs(RefChange change) throws IOException {
    Writing mine = writing();
    lock();
    try {
      SortedMap<String, ObjectId> refs = new TreeMap<>(store.manifest().refs());
      change.apply(refs);
      mine.packs.commit(refs);
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public StoreStats stats() throws IOException {
    return Statistics.of(store, history().log(store.manifest().refs().values()));
  }

  @Override
  public VerifyReport verify() throws IOException {
    history();
    lock(); // no gc takes packs away meanwhile
    try {
      return new Verification(store, reading.readers()).run();
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public GcReport gc() throws IOException {
    Writing mine = writing();
    lock();
    try {
      store.requireUndamaged();
      Reachability needed = new Reachability(store);
      needed.addCommits(store.manifest().refs().values());
      long before = store.storedBytes();
      long records = store.records();
      mine.packs.compact((id, at) -> needed.reached().contains(id));
      long kept = store.records();
      return new GcReport(kept, records - kept, before, store.storedBytes());
    } finally {
      oneAtATime.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    oneAtATime.lock(); // a commit under way ends first
    try {
      closed = true;
      workers.close();
      if (writing.isPresent()) {
        writing.get().packs.close();
      }
      store.close();
    } finally {
      oneAtATime.unlock();
      if (writing.isPresent()) {
        writing.get().lock.close();
      }
    }
  }
}
