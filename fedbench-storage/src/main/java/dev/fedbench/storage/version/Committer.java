package dev.fedbench.storage.version;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.Commit;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.PackStore;
import dev.fedbench.storage.pack.PackWriter;
import dev.fedbench.storage.pack.RecordKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Commits checkpoints, all or none of them. For one use. */
final class Committer {

  /** Names of attachments, as references know them: no tensor has such a name. */
  static final String ATTACHMENT = "\u0000attachment ";

  private final PackWriter writer;
  private final StoreOptions options;
  private final ReferenceChooser chooser;
  private final ObjectReader objects;
  private final History history;
  private final Ingest ingest;
  private final SortedMap<String, ObjectId> refs;

  Committer(
      PackStore store,
      PackWriter writer,
      Workers workers,
      ChunkReaders readers,
      StoreOptions options,
      ReferenceChooser chooser) {
    this.writer = writer;
    this.options = options;
    this.chooser = chooser;
    this.objects = new ObjectReader(writer);
    this.refs = new TreeMap<>(store.manifest().refs());
    this.history = new History(objects, refs, History.among(store));
    this.ingest = new Ingest(writer, workers, readers, options.chainMax(), chooser);
  }

  List<Commit> commit(List<CommitRequest> requests) throws IOException {
    boolean committed = false;
    try {
      List<Commit> commits = new ArrayList<>();
      for (CommitRequest request : requests) {
        commits.add(write(request));
      }
      writer.commit(refs);
      committed = true;
      return commits;
    } finally {
      if (!committed) {
        ingest.abandon();
        writer.rollback();
      }
    }
  }

  private Commit write(CommitRequest request) throws IOException {
    CommitRecord.requireSmall(request);
    String branch = RefName.BRANCH.of(request.branch());
    Set<ObjectId> parents = new LinkedHashSet<>();
    Optional.ofNullable(refs.get(branch)).ifPresent(parents::add);
    for (String revision : request.from()) {
      parents.add(history.resolve(revision));
    }
    ObjectId checkpoint = checkpoint(request.source(), parents);
    CommitRecord commit =
        new CommitRecord(
            checkpoint,
            List.copyOf(parents),
            options.clock().instant(),
            request.message(),
            request.metadata());
    ObjectId id = ingest.object(RecordKind.COMMIT, commit.toBytes());
    refs.put(branch, id);
    return commit.commit(id);
  }

  private ObjectId checkpoint(CheckpointSource source, Set<ObjectId> parents) throws IOException {
    List<TensorInfo> tensors = source.tensors();
    requireNames(tensors);
    Map<String, byte[]> attached = source.attachments();
    CheckpointRecord.requireSmall(source, attached);
    References references = references(parents);
    Map<String, ObjectId> attachments = new TreeMap<>();
    for (Map.Entry<String, byte[]> attachment : attached.entrySet()) {
      byte[] bytes = attachment.getValue();
      TensorInfo info = TensorInfo.of(ATTACHMENT + attachment.getKey(), Dtype.U8, bytes.length);
      ingest.write(
          info,
          new ByteArrayInputStream(bytes),
          references,
          entry -> attachments.put(attachment.getKey(), entry.id()));
    }
    List<Entry> entries = new ArrayList<>(tensors.size());
    for (TensorInfo tensor : tensors) {
      try (InputStream in = source.open(tensor)) {
        ingest.write(tensor, in, references, entries::add);
      }
    }
    ingest.drain();
    List<ObjectId> pages = new ArrayList<>();
    for (int from = 0; from < entries.size(); ) {
      FieldWriter page = new FieldWriter();
      from = Entry.writePage(entries, from, page);
      pages.add(ingest.object(RecordKind.PAGE, page.toBytes()));
    }
    long bytes = tensors.stream().mapToLong(TensorInfo::bytes).sum();
    CheckpointRecord record =
        new CheckpointRecord(tensors.size(), bytes, source.metadata(), attachments, pages);
    return ingest.object(RecordKind.CHECKPOINT, record.toBytes());
  }

  private static void requireNames(List<TensorInfo> tensors) throws StoreException {
    if (tensors.size() > CheckpointSource.MAX_TENSORS) {
      throw new StoreException(
          "a checkpoint of %d tensors; expected at most %d"
              .formatted(tensors.size(), CheckpointSource.MAX_TENSORS));
    }
    Set<String> names = new HashSet<>();
    for (TensorInfo tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new StoreException(
            "two tensors are named '%s'; names are how tensors are found".formatted(tensor.name()));
      }
    }
  }

  private References references(Set<ObjectId> parents) throws IOException {
    References references = new References(objects, chooser);
    for (ObjectId parent : parents) {
      CheckpointRecord checkpoint = objects.checkpoint(objects.commit(parent).checkpoint());
      objects.entries(checkpoint).forEach(references::add);
      for (Map.Entry<String, ObjectId> attachment : checkpoint.attachments().entrySet()) {
        TensorInfo layout = objects.tensor(attachment.getValue()).layout();
        references.add(
            new Entry(
                new TensorInfo(ATTACHMENT + attachment.getKey(), layout.dtype(), layout.shape()),
                attachment.getValue()));
      }
    }
    return references;
  }
}
