package dev.fedbench.suite;

import dev.fedbench.metric.Recorder;
import java.io.IOException;

/** An opened scenario. One thread at a time; {@code open} and {@code close} are never measured. */
public interface Trial extends AutoCloseable {

  /** Runs the workload once. The engine calls it for every iteration. */
  void iterate(Recorder recorder) throws Exception;

  /**
   * Runs the workload as a warm-up: as an iteration, unless a trial knows a shorter way to make the
   * same code and connections warm.
   *
   * @param discarding takes whatever is recorded, and throws it away
   */
  default void warmUp(Recorder discarding) throws Exception {
    iterate(discarding);
  }

  /**
   * Records what follows from all iterations together, or what extra work shows that must not
   * disturb them, such as a profile. Called once, after the last iteration; not if one failed or
   * the run was cancelled.
   */
  default void conclude(Recorder recorder) throws Exception {}

  /** Releases everything. Idempotent. */
  @Override
  default void close() throws IOException {}
}
