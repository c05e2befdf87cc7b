package dev.fedbench.storage.version;

import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.Commit;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.PieceSink;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoredTensor;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A checkpoint in the store. */
final class StoredCheckpoint implements Checkpoint {

  private final Tensor.Reading reading;
  private final Commit commit;
  private final CheckpointRecord record;
  private final List<Entry> entries;
  private final Map<String, Entry> byName = new HashMap<>();

  StoredCheckpoint(
      Tensor.Reading reading, Commit commit, CheckpointRecord record, List<Entry> entries) {
    this.reading = reading;
    this.commit = commit;
    this.record = record;
    this.entries = List.copyOf(entries);
    entries.forEach(entry -> byName.put(entry.tensor().name(), entry));
  }

  @Override
  public Commit commit() {
    return commit;
  }

  @Override
  public List<TensorInfo> tensors() {
    return entries.stream().map(Entry::tensor).toList();
  }

  @Override
  public Map<String, String> metadata() {
    return new TreeMap<>(record.metadata());
  }

  @Override
  public Map<String, byte[]> attachments() throws IOException {
    Map<String, byte[]> attachments = new TreeMap<>();
    for (Map.Entry<String, ObjectId> attachment : record.attachments().entrySet()) {
      TensorRecord bytes = reading.objects().tensor(attachment.getValue());
      TensorInfo info = TensorInfo.of(attachment.getKey(), Dtype.U8, bytes.layout().bytes());
      attachments.put(attachment.getKey(), tensor(new Entry(info, attachment.getValue())).bytes());
    }
    return attachments;
  }

  private Tensor tensor(Entry entry) {
    return new Tensor(reading, commit.id(), entry);
  }

  @Override
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(this::tensor);
  }

  @Override
  public StoredTensor tensor(String name) throws StoreException {
    return find(name)
        .orElseThrow(
            () ->
                new StoreException(
                    "commit %s has no tensor '%s'; it has %d others"
                        .formatted(commit.id().substring(0, 12), name, entries.size())));
  }

  @Override
  public InputStream open(TensorInfo tensor) throws IOException {
    return tensor(tensor.name()).open();
  }

  /** Decodes ahead across tensors, however small they are. */
  @Override
  public void transferTo(PieceSink sink) throws IOException {
    Iterator<Entry> all = entries.iterator();
    try (PieceReader reader =
        new PieceReader(reading.workers(), reading.readers(), new Chain(all))) {
      for (Optional<Piece> piece = reader.next(); piece.isPresent(); piece = reader.next()) {
        sink.accept(piece.get().tensor(), piece.get().offset(), reader.bytes());
      }
    }
  }

  /** The pieces of one tensor after the other. */
  private final class Chain implements PieceReader.Pieces {
    private final Iterator<Entry> tensors;
    private Iterator<Piece> pieces = List.<Piece>of().iterator();

    Chain(Iterator<Entry> tensors) {
      this.tensors = tensors;
    }

    @Override
    public Optional<Piece> next() throws IOException {
      while (!pieces.hasNext() && tensors.hasNext()) {
        pieces = tensor(tensors.next()).pieces().iterator();
      }
      return pieces.hasNext() ? Optional.of(pieces.next()) : Optional.empty();
    }
  }
}
