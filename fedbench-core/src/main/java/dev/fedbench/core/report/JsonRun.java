package dev.fedbench.core.report;

import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A run's JSON report, from the first row to the last byte; whoever sends it somewhere has one. */
final class JsonRun {

  private Optional<SpooledRows> spooled = Optional.empty();

  /**
   * Takes the run's rows.
   *
   * @param directory where to keep them meanwhile
   */
  RowSink rows(Plan plan, Path directory) throws IOException {
    release();
    SpooledRows rows = new SpooledRows(plan, directory);
    spooled = Optional.of(rows);
    return rows;
  }

  /** Writes the report with all rows, or with those in the result if they were not taken. */
  void write(BenchmarkResult result, OutputStream out) throws IOException {
    Optional<SpooledRows> all = spooled.filter(rows -> rows.allOf(result));
    RowSource rows = all.isPresent() ? all.get().source(result) : RowSource.of(result);
    JsonReport.write(result, rows, out);
  }

  /** Gives up the rows. Idempotent. */
  void release() throws IOException {
    Optional<SpooledRows> rows = spooled;
    spooled = Optional.empty();
    if (rows.isPresent()) {
      rows.get().release();
    }
  }
}
