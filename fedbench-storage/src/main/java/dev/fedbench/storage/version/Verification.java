package dev.fedbench.storage.version;

import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.VerifyReport;
import dev.fedbench.storage.pack.Location;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackStore;
import dev.fedbench.storage.pack.RecordBuffer;
import dev.fedbench.storage.pack.RecordKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads every record, decodes every chunk and checks every id; then follows the refs, to see that
 * nothing is missing and to name the tensors that are hurt.
 */
final class Verification {

  private final PackStore store;
  private final ChunkReaders readers;
  private final ObjectReader objects;
  private final List<String> problems = new ArrayList<>();
  private final Set<ObjectId> bad = new HashSet<>();

  /**
   * Commits and tensors that were followed: of several refs that reach them, the first is named.
   */
  private final Set<ObjectId> followed = new HashSet<>();

  private final RecordBuffer buffer = new RecordBuffer();
  private long records;

  Verification(PackStore store, ChunkReaders readers) {
    this.store = store;
    this.readers = readers;
    this.objects = new ObjectReader(store);
  }

  VerifyReport run() throws IOException {
    store.damages().forEach(damage -> problem(damage.toString()));
    store.forEachRecord(this::check);
    store.manifest().refs().forEach(this::follow);
    return new VerifyReport(records, store.storedBytes(), problems);
  }

  private void problem(String what) {
    if (problems.size() < VerifyReport.MAX_PROBLEMS) {
      problems.add(what);
    }
  }

  private void check(ObjectId id, Location at) throws IOException {
    Workers.requireNotInterrupted();
    records++;
    try {
      store.readAt(id, at, buffer);
      if (at.kind() == RecordKind.CHUNK) {
        readers.use((reader, codec) -> reader.readChecked(id));
      } else {
        objects.check(id, at.kind());
      }
    } catch (CorruptStoreException e) {
      bad.add(id);
      problem(e.getMessage());
    }
  }

  private void follow(String ref, ObjectId tip) {
    try {
      History history = new History(objects, Map.of(), hex -> List.of());
      for (Commit commit : history.log(List.of(tip))) {
        if (followed.add(ObjectId.fromHex(commit.id()))) {
          followCheckpoint(ref, commit);
        }
      }
    } catch (IOException e) {
      problem("%s: %s".formatted(ref, e.getMessage()));
    }
  }

  private void followCheckpoint(String ref, Commit commit) throws IOException {
    CheckpointRecord checkpoint = objects.checkpoint(ObjectId.fromHex(commit.checkpoint()));
    for (Entry entry : objects.entries(checkpoint)) {
      followTensor(ref, commit, "tensor '%s'".formatted(entry.tensor().name()), entry.id());
    }
    for (Map.Entry<String, ObjectId> attachment : checkpoint.attachments().entrySet()) {
      followTensor(
          ref, commit, "attachment '%s'".formatted(attachment.getKey()), attachment.getValue());
    }
  }

  private void followTensor(String ref, Commit commit, String what, ObjectId id) {
    Reachability needs = new Reachability(store);
    try {
      if (followed.contains(id)) {
        return;
      }
      needs.addTensor(id);
      if (needs.reached().stream().noneMatch(bad::contains)) {
        followed.add(id); // what is hurt is named wherever it occurs
      } else {
        problem("%s of %s (%s) needs a damaged record".formatted(what, commit.id(), ref));
      }
    } catch (IOException e) {
      problem("%s of %s (%s): %s".formatted(what, commit.id(), ref, e.getMessage()));
    }
  }
}
