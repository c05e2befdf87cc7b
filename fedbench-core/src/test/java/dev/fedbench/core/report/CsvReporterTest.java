package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.proof.ProofSource;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReporterTest {

  @TempDir Path directory;

  @Test
  void the_format_is_sealed() throws IOException {
    Path file = directory.resolve("report.csv");
    new CsvReporter(file).report(Results.onePass());
    Golden.assertSame("result.csv", Files.readString(file));
  }

  @Test
  void lines_that_were_streamed_make_the_same_file() throws IOException {
    BenchmarkResult result = Results.full();
    Path plain = directory.resolve("plain.csv");
    Path streamed = directory.resolve("streamed.csv");
    new CsvReporter(plain).report(result);
    CsvReporter reporter = new CsvReporter(streamed);
    try (RowSink sink = reporter.rows(Results.plan())) {
      JsonReporterTest.stream(result, sink);
    }
    reporter.report(result);
    assertThat(streamed).hasSameBinaryContentAs(plain);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("plain.csv", "streamed.csv");
  }

  @Test
  void odd_ids_and_numbers_survive() throws IOException {
    ClientRow odd =
        new ClientRow(
            "a,\"b\"\r\nc é",
            0,
            1,
            Results.START,
            ClientStatus.ACCEPTED,
            Optional.empty(),
            OptionalLong.of(Long.MAX_VALUE),
            1,
            new Phases(
                OptionalDouble.of(1e-9),
                OptionalDouble.empty(),
                OptionalDouble.of(0.1 + 0.2),
                OptionalDouble.empty(),
                OptionalDouble.of(2e7),
                OptionalDouble.empty(),
                OptionalDouble.of(0)),
            Optional.of(ProofSource.REMOTE));
    Path file = directory.resolve("report.csv");
    CsvReporter reporter = new CsvReporter(file);
    try (RowSink sink = reporter.rows(Results.plan())) {
      sink.accept(0, odd);
    }
    reporter.report(Results.onePass());

    try (CSVParser parser =
        CSVParser.parse(file, java.nio.charset.StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
      List<CSVRecord> records = parser.getRecords();
      assertThat(records).hasSize(2);
      CSVRecord line = records.get(1);
      assertThat(line.get(0)).isEqualTo("a,\"b\"\r\nc é");
      assertThat(Double.parseDouble(line.get(1))).isEqualTo(1e-9);
      assertThat(Double.parseDouble(line.get(2))).isEqualTo(0.1 + 0.2);
      assertThat(Double.parseDouble(line.get(3))).isEqualTo(2e7);
      assertThat(line.get(7)).isEqualTo("9223372036854775807");
    }
  }

  @Test
  void a_sink_that_is_closed_without_a_report_leaves_no_file() throws IOException {
    try (RowSink sink = new CsvReporter(directory.resolve("r.csv")).rows(Results.plan())) {
      sink.accept(0, Results.accepted(0, 1));
    }
    assertThat(directory).isEmptyDirectory();
  }
}
