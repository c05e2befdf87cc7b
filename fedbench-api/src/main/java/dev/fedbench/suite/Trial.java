package dev.fedbench.suite;

import dev.fedbench.metric.Recorder;
import java.io.IOException;

/** An opened scenario. One thread at a time; {@code open} and {@code close} are never measured. */
public interface Trial extends AutoCloseable {

  /**
   * Runs the workload once. The engine calls it for every warm-up (what that records is thrown
   * away) and every iteration.
   */
  void iterate(Recorder recorder) throws Exception;

  /** Releases everything. Idempotent. */
  @Override
  default void close() throws IOException {}
}
