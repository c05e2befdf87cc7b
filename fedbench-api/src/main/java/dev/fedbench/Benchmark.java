package dev.fedbench;

import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.service.Services;

/**
 * Where a benchmark begins.
 *
 * <pre>{@code
 * BenchmarkResult result = Benchmark.builder().clients(10).secure().run();
 * result.print();
 * }</pre>
 *
 * <p>Nothing is global: runs in one JVM, even at the same time, are independent. Nothing is printed
 * or written unless a reporter is given.
 */
public final class Benchmark {

  private Benchmark() {}

  /** A builder with all defaults. */
  public static BenchmarkBuilder builder() {
    return new BenchmarkBuilder();
  }

  /** Runs a configuration and waits for it; see {@link BenchmarkBuilder#run}. */
  public static BenchmarkResult run(BenchmarkConfig config) {
    BenchmarkHandle handle = start(config);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return handle.result();
        } catch (InterruptedException e) {
          interrupted = true;
          handle.cancel();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a run in threads of its own. */
  public static BenchmarkHandle start(BenchmarkConfig config) {
    return Services.first(Engine.class, "runs benchmarks").start(config);
  }
}
