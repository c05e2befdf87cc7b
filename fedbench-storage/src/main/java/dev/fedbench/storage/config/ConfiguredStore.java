package dev.fedbench.storage.config;

import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Difference;
import dev.fedbench.storage.GcReport;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.TensorMatch;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.VerifyReport;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A store that commits in batches, loads at once and cleans up by itself, as it is told. */
final class ConfiguredStore implements WeightStore {

  private static final Set<Cleanup.When> AT_LAST =
      EnumSet.of(Cleanup.When.CLOSE, Cleanup.When.AT_ONCE);

  private final WeightStore store;
  private final StoreConfig config;
  private final Cleanup cleanup;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  ConfiguredStore(WeightStore store, StoreConfig config, StoreOptions.Access access) {
    this.store = store;
    this.config = config;
    this.cleanup = access == StoreOptions.Access.READ ? Cleanup.NEVER : config.cleanup();
  }

  /** Batches are durable one after the other, so that one that fails leaves those before it. */
  @Override
  public List<Commit> commitAll(List<CommitRequest> requests) throws IOException {
    int size = config.batchSize().orElse(Math.max(1, requests.size()));
    List<Commit> done = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += size) {
      done.addAll(commit(requests.subList(from, Math.min(from + size, requests.size())), done));
    }
    cleanUpAfter(done);
    return done;
  }

  private List<Commit> commit(List<CommitRequest> batch, List<Commit> done) throws IOException {
    try {
      return store.commitAll(batch);
    } catch (InterruptedIOException e) {
      throw e; // which says what became of the rest
    } catch (IOException e) {
      throw done.isEmpty()
          ? e
          : new StoreException(
              "%d commits of batches before are in the store, the last of them %s; the next batch failed: %s"
                  .formatted(done.size(), done.get(done.size() - 1).id(), e.getMessage()),
              e);
    }
  }

  private void cleanUpAfter(List<Commit> done) throws IOException {
    if (cleanup.when() != Cleanup.When.COMMITS || done.isEmpty()) {
      return;
    }
    long all = commits.addAndGet(done.size());
    if (all / cleanup.commits() > (all - done.size()) / cleanup.commits()) {
      cleanUp("commit %s is in the store".formatted(done.get(done.size() - 1).id()));
    }
  }

  private void cleanUpAfterChange() throws IOException {
    if (cleanup.when() == Cleanup.When.AT_ONCE) {
      cleanUp("the change is made");
    }
  }

  /** What went before it holds, whatever becomes of it. */
  private void cleanUp(String before) throws IOException {
    try {
      store.gc();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(
          "%s; but what nothing reaches could not be removed: %s".formatted(before, e.getMessage()),
          e);
    }
  }

  @Override
  public Checkpoint checkpoint(String revision) throws IOException {
    Checkpoint checkpoint = store.checkpoint(revision);
    if (!config.lazyLoading()) {
      checkpoint.transferTo((tensor, offset, piece) -> {}); // which checks every chunk
      checkpoint.attachments();
    }
    return checkpoint;
  }

  @Override
  public Commit commit(String revision) throws IOException {
    return store.commit(revision);
  }

  @Override
  public List<Commit> log(String revision) throws IOException {
    return store.log(revision);
  }

  @Override
  public Difference diff(String earlier, String later) throws IOException {
    return store.diff(earlier, later);
  }

  @Override
  public List<TensorMatch> find(TensorQuery query, int limit) throws IOException {
    return store.find(query, limit);
  }

  @Override
  public SortedMap<String, String> branches() throws IOException {
    return store.branches();
  }

  @Override
  public SortedMap<String, String> tags() throws IOException {
    return store.tags();
  }

  @Override
  public void setBranch(String name, String revision) throws IOException {
    store.setBranch(name, revision);
    cleanUpAfterChange();
  }

  @Override
  public void deleteBranch(String name) throws IOException {
    store.deleteBranch(name);
    cleanUpAfterChange();
  }

  @Override
  public void tag(String name, String revision) throws IOException {
    store.tag(name, revision);
  }

  @Override
  public void deleteTag(String name) throws IOException {
    store.deleteTag(name);
    cleanUpAfterChange();
  }

  @Override
  public StoreStats stats() throws IOException {
    return store.stats();
  }

  @Override
  public VerifyReport verify() throws IOException {
    return store.verify();
  }

  @Override
  public GcReport gc() throws IOException {
    return store.gc();
  }

  @Override
  public void close() throws IOException {
    try {
      if (!closed.getAndSet(true) && AT_LAST.contains(cleanup.when())) {
        cleanUp("everything is in the store");
      }
    } finally {
      store.close();
    }
  }
}
