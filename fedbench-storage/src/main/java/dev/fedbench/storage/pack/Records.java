package dev.fedbench.storage.pack;

import java.io.IOException;
import java.util.Optional;

/** Finds and reads records. Thread-safe. */
public interface Records {

  /** Where a record is, if it is here. */
  Optional<Location> find(ObjectId id);

  /**
   * Reads a record into the buffer, and checks the checksums of its head and, unless the buffer is
   * {@link RecordBuffer#unchecked}, of its payload.
   *
   * @throws dev.fedbench.storage.CorruptStoreException if it is not there, of another kind, or
   *     damaged
   */
  Location read(ObjectId id, RecordKind kind, RecordBuffer buffer) throws IOException;
}
