package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.util.UUID;

/**
 * All rows of one run, kept on disk from the run to its report.
 *
 * <p>Closing the sink keeps them, for the report comes after; {@link #release} gives them up. A run
 * that ends without a report leaves scratch files without a name, which the garbage collector
 * closes.
 */
abstract class RunRows implements RowSink {

  private final UUID benchmarkId;
  private boolean complete = true;

  RunRows(Plan plan) {
    benchmarkId = plan.benchmarkId();
  }

  @Override
  public final void accept(int scenario, Row row) throws IOException {
    if (!complete) {
      return; // it was said when it happened
    }
    complete = false;
    keep(scenario, row);
    complete = true;
  }

  abstract void keep(int scenario, Row row) throws IOException;

  /** Whether these are all rows of the run that came to {@code result}. */
  final boolean allOf(BenchmarkResult result) {
    return complete && benchmarkId.equals(result.benchmarkId());
  }

  /** Gives the rows up. Idempotent. */
  abstract void release() throws IOException;
}
