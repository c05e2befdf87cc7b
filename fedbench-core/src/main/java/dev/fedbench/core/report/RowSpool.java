package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.fedbench.metric.Row;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows of a run in a scratch file, a JSON object a line, scenario by scenario: first written, then
 * read. One thread at a time.
 */
final class RowSpool implements Closeable {

  private final ScratchFile file;
  private final JsonGenerator out;
  private final Map<Integer, Long> counts = new HashMap<>();
  private BufferedReader in;

  RowSpool(Path directory) throws IOException {
    file = ScratchFile.in(directory);
    // A writer replaces what UTF-8 cannot say; Jackson's own encoder would throw.
    out =
        JsonFormat.FACTORY.createGenerator(
            new OutputStreamWriter(file.output(), StandardCharsets.UTF_8));
    out.setRootValueSeparator(new SerializedString("\n"));
  }

  void add(int scenario, Row row) throws IOException {
    RowJson.write(out, scenario, row);
    counts.merge(scenario, 1L, Long::sum);
  }

  long count(int scenario) {
    return counts.getOrDefault(scenario, 0L);
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Ends writing; {@link #read} begins at the first row. */
  void rewind() throws IOException {
    out.flush();
    in = new BufferedReader(new InputStreamReader(file.input(), StandardCharsets.UTF_8));
  }

  /** The next {@code rows} rows. */
  void read(long rows, RowSource.Lines to) throws IOException {
    for (long i = 0; i < rows; i++) {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("a scratch file of rows ended early");
      }
      to.accept(line);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
