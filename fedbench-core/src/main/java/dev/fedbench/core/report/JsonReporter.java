package dev.fedbench.core.report;

import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes the result and all rows to a JSON file; {@code docs/result.schema.json} describes it,
 * {@link JsonResults} reads it back.
 *
 * <p>Rows wait in scratch files beside the report, so that memory does not grow with them. The file
 * appears whole or not at all. One run at a time.
 */
public final class JsonReporter implements Reporter {

  private final Path file;
  private final JsonRun run = new JsonRun();

  /**
   * Reports to a file.
   *
   * @param file replaced if it exists; its directory must exist
   */
  public JsonReporter(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return "json " + file;
  }

  @Override
  public Optional<String> problem() {
    return AtomicFile.problem(file).map("JSON report: "::concat);
  }

  @Override
  public RowSink rows(Plan plan) throws IOException {
    return run.rows(plan, AtomicFile.directory(file));
  }

  @Override
  public void report(BenchmarkResult result) throws IOException {
    try {
      AtomicFile.write(file, out -> run.write(result, out));
    } finally {
      run.release();
    }
  }
}
