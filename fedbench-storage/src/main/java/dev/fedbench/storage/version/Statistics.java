package dev.fedbench.storage.version;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.StoreStats;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackStore;
import dev.fedbench.storage.pack.RecordKind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what is in a store. */
final class Statistics {

  private long tensors;
  private long logicalBytes;
  private final Set<ObjectId> distinct = new HashSet<>();
  private long chunks;
  private long deltas;
  private int chainMax;

  private Statistics() {}

  static StoreStats of(PackStore store, List<Commit> commits) throws IOException {
    Statistics sums = new Statistics();
    ObjectReader objects = new ObjectReader(store);
    for (Commit commit : commits) {
      sums.add(objects.checkpoint(ObjectId.fromHex(commit.checkpoint())), objects);
    }
    store.forEachRecord((id, at) -> sums.addRecord(at.kind(), at.depth()));
    long stored = store.storedBytes();
    return new StoreStats(
        commits.size(),
        sums.tensors,
        sums.logicalBytes,
        stored,
        (double) sums.logicalBytes / stored,
        sums.tensors - sums.distinct.size(),
        sums.chunks,
        sums.deltas,
        sums.chainMax);
  }

  private void add(CheckpointRecord checkpoint, ObjectReader objects) throws IOException {
    tensors += checkpoint.tensors();
    logicalBytes += checkpoint.bytes();
    for (ObjectId page : checkpoint.pages()) {
      objects.page(page).forEach(entry -> distinct.add(entry.id()));
    }
  }

  private void addRecord(RecordKind kind, int depth) {
    if (kind == RecordKind.CHUNK) {
      chunks++;
      deltas += depth > 0 ? 1 : 0;
      chainMax = Math.max(chainMax, depth);
    }
  }
}
