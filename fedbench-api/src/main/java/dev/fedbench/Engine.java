package dev.fedbench;

/**
 * Runs benchmarks; a service that {@code fedbench-core} provides, looked for in the thread's
 * context class loader, then in that of the api. Thread-safe, without state.
 */
public interface Engine {

  /** Starts a run in threads of its own. */
  BenchmarkHandle start(BenchmarkConfig config);
}
