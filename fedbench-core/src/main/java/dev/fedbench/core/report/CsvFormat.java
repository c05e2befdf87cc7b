package dev.fedbench.core.report;

import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Phases;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The lines of a CSV report. */
final class CsvFormat {

  private static final Object[] HEADER = {
    "client_id",
    "train_time",
    "proof_time",
    "submit_time",
    "total_time",
    "status",
    "succeeded",
    "model_version"
  };

  private final CSVPrinter out;

  CsvFormat(OutputStream stream) throws IOException {
    out = new CSVPrinter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), CSVFormat.RFC4180);
  }

  void header() throws IOException {
    out.printRecord(HEADER);
  }

  void row(ClientRow row) throws IOException {
    Phases phases = row.phases();
    out.printRecord(
        row.client(),
        text(phases.training()),
        text(phases.proof()),
        text(phases.submission()),
        text(phases.total()),
        JsonFormat.text(row.status()),
        row.succeeded(),
        text(row.modelVersion()));
  }

  void flush() throws IOException {
    out.flush();
  }

  private static String text(OptionalDouble seconds) {
    return seconds.isPresent() ? JsonFormat.text(seconds.getAsDouble()) : "";
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }
}
