package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** All rows of a run that describe clients as CSV lines, in a scratch file. */
final class CsvRows extends RunRows {

  private final ScratchFile file;
  private final CsvFormat lines;

  CsvRows(Plan plan, Path directory) throws IOException {
    super(plan);
    file = ScratchFile.in(directory);
    lines = new CsvFormat(file.output());
  }

  @Override
  void keep(int scenario, Row row) throws IOException {
    if (row instanceof ClientRow client) {
      lines.row(client);
    }
  }

  void copyTo(OutputStream out) throws IOException {
    lines.flush();
    file.input().transferTo(out);
  }

  @Override
  void release() throws IOException {
    file.close();
  }
}
