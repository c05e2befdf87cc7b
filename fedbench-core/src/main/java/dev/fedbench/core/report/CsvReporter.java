package dev.fedbench.core.report;

import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes all rows that describe clients to a CSV file (RFC 4180): a line per client and round,
 * times in seconds, empty where something was not measured; {@code true} and {@code false}, not
 * Python's {@code True} and {@code False}.
 *
 * <p>Lines wait in a scratch file beside the report, so that memory does not grow with them. The
 * file appears whole or not at all. One run at a time.
 */
public final class CsvReporter implements Reporter {

  private final Path file;
  private Optional<CsvRows> kept = Optional.empty();

  /**
   * Reports to a file.
   *
   * @param file replaced if it exists; its directory must exist
   */
  public CsvReporter(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "csv " + file;
  }

  @Override
  public Optional<String> problem() {
    return AtomicFile.problem(file).map("CSV report: "::concat);
  }

  @Override
  public RowSink rows(Plan plan) throws IOException {
    release();
    CsvRows rows = new CsvRows(plan, AtomicFile.directory(file));
    kept = Optional.of(rows);
    return rows;
  }

  @Override
  public void report(BenchmarkResult result) throws IOException {
    try {
      AtomicFile.write(file, out -> write(result, out));
    } finally {
      release();
    }
  }

  private void write(BenchmarkResult result, OutputStream out) throws IOException {
    CsvFormat format = new CsvFormat(out);
    format.header();
    Optional<CsvRows> all = kept.filter(rows -> rows.allOf(result));
    if (all.isPresent()) {
      format.flush();
      all.get().copyTo(out);
    } else {
      for (ClientRow row : result.clientRows()) {
        format.row(row);
      }
      format.flush();
    }
  }

  private void release() throws IOException {
    Optional<CsvRows> rows = kept;
    kept = Optional.empty();
    if (rows.isPresent()) {
      rows.get().release();
    }
  }
}
