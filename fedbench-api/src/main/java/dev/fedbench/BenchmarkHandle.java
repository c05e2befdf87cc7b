package dev.fedbench;

import dev.fedbench.result.BenchmarkResult;

/** A run under way. Thread-safe. */
public interface BenchmarkHandle {

  /**
   * Stops the run soon; what it measured until then is the result, marked CANCELLED. Idempotent.
   */
  void cancel();

  /** Whether the result is there, reporters included. */
  boolean isDone();

  /**
   * Waits for the result, reporters included.
   *
   * @throws InterruptedException if this thread is interrupted while it waits; the run goes on
   */
  BenchmarkResult result() throws InterruptedException;
}
