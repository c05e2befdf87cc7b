package dev.fedbench.storage;

import java.util.Optional;

/**
 * A checkpoint in a store. Names, dtypes, shapes and metadata are in memory; bytes are read when
 * they are asked for, and each chunk is checked against its SHA-256. Thread-safe; valid until the
 * store is closed.
 *
 * <p>A gc takes nothing away that a ref reaches. What no ref reaches any more may be gone after
 * one, and reading it then fails.
 */
public interface Checkpoint extends CheckpointSource {

  /** The commit that it was found by. */
  Commit commit();

  /** The tensor of that name, if there is one. */
  Optional<StoredTensor> find(String name);

  /**
   * The tensor of that name.
   *
   * @throws StoreException if there is none
   */
  StoredTensor tensor(String name) throws StoreException;
}
