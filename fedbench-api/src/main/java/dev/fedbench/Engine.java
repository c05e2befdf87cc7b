package dev.fedbench;

/** Runs benchmarks; a service that {@code fedbench-core} provides. Thread-safe, without state. */
public interface Engine {

  /** Starts a run in threads of its own. */
  BenchmarkHandle start(BenchmarkConfig config);
}
