package dev.fedbench.fl;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The global models of a run by version and, if the run keeps them, the updates that were accepted.
 * Every bit comes back. What {@code keep} has returned from survives the end of the process and of
 * the power; what it has not is there as a whole or not at all. Thread-safe.
 */
public interface ModelArchive extends AutoCloseable {

  /**
   * Keeps a global model.
   *
   * @param version later than all that are kept
   * @throws IllegalArgumentException if it is not
   */
  void keep(long version, Tensors model) throws IOException;

  /** Keeps an update, after those that are kept. */
  void keep(KeptUpdate update, Tensors delta) throws IOException;

  /** The versions that are kept, in order. */
  List<Long> versions() throws IOException;

  /** The global model of a version, if it is kept. */
  Optional<Tensors> model(long version) throws IOException;

  /** The updates that are kept, in the order in which they were accepted. */
  List<KeptUpdate> updates() throws IOException;

  /** What an update holds: the first of those that are equal, if it is kept. */
  Optional<Tensors> delta(KeptUpdate update) throws IOException;

  /** May be called twice. */
  @Override
  void close() throws IOException;
}
