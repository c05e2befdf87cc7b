package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordBuffer;
import dev.fedbench.storage.pack.RecordKind;
import dev.fedbench.storage.pack.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads all records but chunks, each checked against its id. Thread-safe. */
final class ObjectReader {

  /** Builds an object from its fields. */
  @FunctionalInterface
  private interface Parser<T> {
    T read(FieldReader in) throws FieldReader.MalformedException;
  }

  private final Records records;

  ObjectReader(Records records) {
    this.records = records;
  }

  boolean has(ObjectId id) {
    return records.find(id).isPresent();
  }

  CommitRecord commit(ObjectId id) throws IOException {
    return read(id, RecordKind.COMMIT, CommitRecord::read);
  }

  CheckpointRecord checkpoint(ObjectId id) throws IOException {
    return read(id, RecordKind.CHECKPOINT, CheckpointRecord::read);
  }

  TensorRecord tensor(ObjectId id) throws IOException {
    return read(id, RecordKind.TENSOR, TensorRecord::read);
  }

  List<Entry> page(ObjectId id) throws IOException {
    return read(id, RecordKind.PAGE, Entry::readPage);
  }

  /** All tensors of a checkpoint, in order. */
  List<Entry> entries(CheckpointRecord checkpoint) throws IOException {
    List<Entry> entries = new ArrayList<>(checkpoint.tensors());
    for (ObjectId page : checkpoint.pages()) {
      entries.addAll(page(page));
      if (entries.size() > checkpoint.tensors()) {
        break; // hostile: do not gather more than it says
      }
    }
    if (entries.size() != checkpoint.tensors()) {
      throw new CorruptStoreException(
          "a checkpoint lists %d tensors or more; expected %d"
              .formatted(entries.size(), checkpoint.tensors()));
    }
    return entries;
  }

  /** Checks a record that is no chunk against its id, and its form. */
  void check(ObjectId id, RecordKind kind) throws IOException {
    switch (kind) {
      case COMMIT -> commit(id);
      case CHECKPOINT -> checkpoint(id);
      case TENSOR -> tensor(id);
      case PAGE -> page(id);
      case CHUNK -> throw new IllegalArgumentException("chunks are decoded elsewhere");
    }
  }

  private <T> T read(ObjectId id, RecordKind kind, Parser<T> parser) throws IOException {
    RecordBuffer buffer = new RecordBuffer();
    records.read(id, kind, buffer);
    ObjectId found = Identity.of(kind, buffer.bytes(), buffer.offset(), buffer.length());
    if (!found.equals(id)) {
      throw new CorruptStoreException(
          "%s %s holds what has the id %s; restore its pack from a backup"
              .formatted(kind, id.hex(), found.hex()));
    }
    try {
      return parser.read(new FieldReader(buffer.payload()));
    } catch (FieldReader.MalformedException e) {
      throw new CorruptStoreException(
          "%s %s %s; it was written by something else".formatted(kind, id.hex(), e.getMessage()),
          e);
    }
  }
}
