package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.pack.Location;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordBuffer;
import dev.fedbench.storage.pack.RecordKind;
import dev.fedbench.storage.pack.Records;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What commits need: their parents, checkpoints, tensors, chunks, and what those differ from. */
final class Reachability {

  private final Records records;
  private final ObjectReader objects;
  private final Set<ObjectId> reached = new HashSet<>();
  private final RecordBuffer buffer = new RecordBuffer();

  Reachability(Records records) {
    this.records = records;
    this.objects = new ObjectReader(records);
  }

  Set<ObjectId> reached() {
    return reached;
  }

  /** Adds all that commits need. Fails if something of it is not there or cannot be read. */
  void addCommits(Collection<ObjectId> tips) throws IOException {
    Deque<ObjectId> open = new ArrayDeque<>(tips);
    while (!open.isEmpty()) {
      ObjectId id = open.remove();
      if (reached.add(id)) {
        CommitRecord commit = objects.commit(id);
        open.addAll(commit.parents());
        addCheckpoint(commit.checkpoint());
      }
    }
  }

  private void addCheckpoint(ObjectId id) throws IOException {
    if (!reached.add(id)) {
      return;
    }
    CheckpointRecord checkpoint = objects.checkpoint(id);
    for (ObjectId tensor : checkpoint.attachments().values()) {
      addTensor(tensor);
    }
    for (ObjectId page : checkpoint.pages()) {
      if (reached.add(page)) {
        for (Entry entry : objects.page(page)) {
          addTensor(entry.id());
        }
      }
    }
  }

  /** Adds a tensor and its chunks. */
  void addTensor(ObjectId id) throws IOException {
    if (reached.add(id)) {
      for (ObjectId chunk : objects.tensor(id).chunks()) {
        addChunk(chunk);
      }
    }
  }

  private void addChunk(ObjectId id) throws IOException {
    Optional<ObjectId> next = Optional.of(id);
    while (next.isPresent() && reached.add(next.get())) {
      next = base(next.get());
    }
  }

  private Optional<ObjectId> base(ObjectId id) throws IOException {
    Location at =
        records
            .find(id)
            .orElseThrow(
                () -> new CorruptStoreException("chunk %s is not there".formatted(id.hex())));
    if (at.depth() == 0) {
      return Optional.empty();
    }
    records.read(id, RecordKind.CHUNK, buffer);
    return ChunkRecord.read(id, at, buffer).base();
  }
}
