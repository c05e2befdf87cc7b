package dev.fedbench.report;

import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.util.Optional;

/**
 * Says what came of a run: to a file, a terminal, another system.
 *
 * <p>The engine calls {@link #rows} once before the run and {@link #report} once after it, from one
 * thread each. A reporter that throws is reported as a warning of the run; the others still run.
 */
public interface Reporter {

  /** A short name for messages, such as {@code json report.json}. It holds no secret. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * What would keep this reporter from working, such as an unwritable directory: checked together
   * with the configuration, before anything starts. Leaves nothing behind.
   */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * Opens a sink for every row of the run, in the order they are produced; a result keeps only the
   * first 10,000 of them.
   *
   * @throws IOException if the sink cannot be opened; then nothing of the run has started
   */
  default RowSink rows(Plan plan) throws IOException {
    return RowSink.NONE;
  }

  /** Reports the complete result. A cancelled run is reported too, and says so. */
  void report(BenchmarkResult result) throws IOException;
}
