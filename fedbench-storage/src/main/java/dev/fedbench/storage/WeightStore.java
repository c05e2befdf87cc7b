package dev.fedbench.storage;

import dev.fedbench.storage.version.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A lossless, versioned store of model weights in a directory: checkpoints are committed to
 * branches, and every bit of every revision comes back.
 *
 * <p>One process writes, any number read; a reader sees whole commits or nothing, and what is newer
 * as soon as it asks for a revision. When a commit returns it survives the end of the process and
 * of the power. Thread-safe; commits, changes of refs and gc wait for each other.
 *
 * <p>A revision is a branch, a tag, the id of a commit or at least 6 digits of it; {@code ~n} after
 * it goes back to the n-th first parent.
 */
public interface WeightStore extends AutoCloseable {

  /**
   * Makes an empty store, and opens it.
   *
   * @param directory is made if it is not there
   * @throws StoreException if there is a store already
   */
  static WeightStore init(Path directory) throws IOException {
    return init(directory, StoreOptions.defaults());
  }

  /** Makes an empty store, and opens it. */
  static WeightStore init(Path directory, StoreOptions options) throws IOException {
    return Repository.init(directory, options);
  }

  /**
   * Opens a store to read and write.
   *
   * @throws StoreException if there is none, or another writer has it for longer than the patience
   */
  static WeightStore open(Path directory) throws IOException {
    return open(directory, StoreOptions.defaults());
  }

  /** Opens a store. */
  static WeightStore open(Path directory, StoreOptions options) throws IOException {
    return Repository.open(directory, options);
  }

  /**
   * Commits a checkpoint: all of it is durable when this returns, or, if it throws, none of it is
   * there.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted
   */
  default Commit commit(CommitRequest request) throws IOException {
    return commitAll(List.of(request)).get(0);
  }

  /**
   * Commits checkpoints in that order, all of them or none, at the cost of making one durable.
   * Where a configuration has a batch size, that is said of each batch: if one fails, those before
   * it are in the store, and the message says how many commits they were.
   */
  List<Commit> commitAll(List<CommitRequest> requests) throws IOException;

  /** The checkpoint of a revision. */
  Checkpoint checkpoint(String revision) throws IOException;

  /** The commit of a revision. */
  Commit commit(String revision) throws IOException;

  /** The commits that a revision goes back to, itself first, each before its parents. */
  List<Commit> log(String revision) throws IOException;

  /** How the tensors of one revision differ from those of an earlier one. */
  Difference diff(String earlier, String later) throws IOException;

  /** The tensors that a query describes, newest commits first; at most so many. */
  List<TensorMatch> find(TensorQuery query, int limit) throws IOException;

  /** Branches and the ids of their commits. */
  SortedMap<String, String> branches() throws IOException;

  /** Tags and the ids of their commits. */
  SortedMap<String, String> tags() throws IOException;

  /** Makes a branch, or moves it: the way to roll back. What no ref reaches stays until a gc. */
  void setBranch(String name, String revision) throws IOException;

  /** Removes a branch, and no commit. */
  void deleteBranch(String name) throws IOException;

  /**
   * Names a commit for good.
   *
   * @throws StoreException if there is such a tag
   */
  void tag(String name, String revision) throws IOException;

  /** Removes a tag, and no commit. */
  void deleteTag(String name) throws IOException;

  /** Counts what is there. Reads the lists of all commits, and no weights. */
  StoreStats stats() throws IOException;

  /** Reads every byte, and checks it. */
  VerifyReport verify() throws IOException;

  /**
   * Removes what no ref reaches, and writes the packs anew that held some of it. Needs as much room
   * as those packs will have. Readers go on beside it.
   */
  GcReport gc() throws IOException;

  /** Ends the threads and lets another write. May be called twice. */
  @Override
  void close() throws IOException;
}
