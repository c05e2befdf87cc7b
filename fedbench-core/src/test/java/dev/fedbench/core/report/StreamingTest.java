package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many rows in little memory: in a JVM of its own, whose heap they would not fit. */
class StreamingTest {

  private static final int ROWS = 200_000;

  @TempDir Path directory;

  @Test
  void two_hundred_thousand_rows_pass_through_a_heap_of_24_MB() throws Exception {
    Path log = directory.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();

    try (Stream<String> lines = Files.lines(directory.resolve("report.csv"))) {
      assertThat(lines.count()).isEqualTo(ROWS + 1);
    }
    try (Stream<String> lines = Files.lines(directory.resolve("report.json"))) {
      assertThat(lines.filter(line -> line.contains("\"clientId\":")).count()).isEqualTo(ROWS);
    }
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("log.txt", "report.csv", "report.json");
  }

  /** Writes both reports, and reads one of them back. */
  static final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      Path directory = Path.of(arguments[0]);
      Path json = directory.resolve("report.json");
      write(new JsonReporter(json));
      write(new CsvReporter(directory.resolve("report.csv")));
      ScenarioResult read = JsonResults.read(json).scenarios().get(0);
      if (read.rows().size() + read.rowsOmitted() != ROWS) {
        throw new IllegalStateException("read %d rows".formatted(read.rows().size()));
      }
    }

    private static void write(Reporter reporter) throws IOException {
      try (RowSink sink = reporter.rows(Results.plan())) {
        for (int i = 0; i < ROWS; i++) {
          sink.accept(0, Results.accepted(i, 1));
        }
      }
      reporter.report(withoutRows());
    }

    private static BenchmarkResult withoutRows() {
      ScenarioResult some = Results.onePass().scenarios().get(0);
      return Results.result(
          List.of(
              new ScenarioResult(
                  some.suite(),
                  some.scenario(),
                  some.parameters(),
                  some.outcome(),
                  some.reason(),
                  some.started(),
                  some.duration(),
                  some.metrics(),
                  List.of(),
                  ROWS)),
          List.of());
    }
  }
}
