package dev.fedbench.storage.archive;

import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.ModelArchive;
import dev.fedbench.fl.Tensors;
import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.WeightStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run in a store. What is kept is a commit; what is said of it is the commit's metadata. */
final class PackArchive implements ModelArchive {

  private static final String VERSION = "version";
  private static final String CLIENT = "client";
  private static final String ROUND = "round";
  private static final String BASE = "base_version";
  private static final String EXAMPLES = "examples";

  private final WeightStore store;
  private final String models;
  private final String updates;

  /** Ids of commits. */
  private final TreeMap<Long, String> byVersion = new TreeMap<>();

  private final List<KeptUpdate> kept = new ArrayList<>();
  private final Map<KeptUpdate, String> byUpdate = new LinkedHashMap<>();

  PackArchive(WeightStore store, String run) throws IOException {
    this.store = store;
    this.models = "runs/" + run + "/models";
    this.updates = "runs/" + run + "/updates";
    for (Commit commit : oldestFirst(models)) {
      byVersion.put(number(commit, VERSION), commit.id());
    }
    for (Commit commit : oldestFirst(updates)) {
      remember(update(commit), commit.id());
    }
  }

  private List<Commit> oldestFirst(String branch) throws IOException {
    if (!store.branches().containsKey(branch)) {
      return List.of();
    }
    List<Commit> log = new ArrayList<>(store.log(branch));
    Collections.reverse(log);
    return log;
  }

  private static long number(Commit commit, String key) throws CorruptStoreException {
    try {
      return Long.parseLong(text(commit, key));
    } catch (NumberFormatException e) {
      throw new CorruptStoreException(
          "commit %s says %s = '%s'; expected a number: something else has written to this branch"
              .formatted(commit.id(), key, text(commit, key)),
          e);
    }
  }

  private static String text(Commit commit, String key) {
    return commit.metadata().getOrDefault(key, "");
  }

  private static KeptUpdate update(Commit commit) throws CorruptStoreException {
    try {
      return new KeptUpdate(
          text(commit, CLIENT),
          number(commit, ROUND),
          number(commit, BASE),
          number(commit, EXAMPLES));
    } catch (IllegalArgumentException e) {
      throw new CorruptStoreException(
          "commit %s is no update: %s".formatted(commit.id(), e.getMessage()), e);
    }
  }

  private void remember(KeptUpdate update, String commit) {
    kept.add(update);
    byUpdate.putIfAbsent(update, commit);
  }

  @Override
  public synchronized void keep(long version, Tensors model) throws IOException {
    if (version < 0 || !byVersion.isEmpty() && version <= byVersion.lastKey()) {
      throw new IllegalArgumentException(
          "model version %d; expected more than %s"
              .formatted(version, byVersion.isEmpty() ? "-1" : byVersion.lastKey().toString()));
    }
    CommitRequest request =
        CommitRequest.of(new FlatTensors(model), "model " + version)
            .onto(models)
            .with(VERSION, Long.toString(version));
    byVersion.put(version, store.commit(request).id());
  }

  @Override
  public synchronized void keep(KeptUpdate update, Tensors delta) throws IOException {
    CommitRequest request =
        CommitRequest.of(new FlatTensors(delta), "update")
            .onto(updates)
            .with(CLIENT, update.client())
            .with(ROUND, Long.toString(update.round()))
            .with(BASE, Long.toString(update.baseVersion()))
            .with(EXAMPLES, Long.toString(update.examples()));
    remember(update, store.commit(request).id());
  }

  @Override
  public synchronized List<Long> versions() {
    return List.copyOf(byVersion.keySet());
  }

  @Override
  public synchronized Optional<Tensors> model(long version) throws IOException {
    return read(Optional.ofNullable(byVersion.get(version)));
  }

  @Override
  public synchronized List<KeptUpdate> updates() {
    return List.copyOf(kept);
  }

  @Override
  public synchronized Optional<Tensors> delta(KeptUpdate update) throws IOException {
    return read(Optional.ofNullable(byUpdate.get(update)));
  }

  private Optional<Tensors> read(Optional<String> commit) throws IOException {
    return commit.isPresent()
        ? Optional.of(FlatTensors.read(store.checkpoint(commit.get())))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
