package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ScenarioResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they may come: old, cut off, edited, hostile. */
class JsonResultsTest {

  @TempDir Path directory;
  private Path file;
  private String good;

  @BeforeEach
  void report() throws IOException {
    file = directory.resolve("report.json");
    new JsonReporter(file).report(Results.full());
    good = Files.readString(file);
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> JsonResults.read(directory.resolve("none.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.json")
        .hasMessageContaining("no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2", "0.9", "", "10.0", "1x"})
  void an_unknown_major_version_is_refused(String version) {
    assertRefused(good.replace("\"1.3\"", "\"" + version + "\""), "schema version " + version);
  }

  @Test
  void a_later_minor_version_is_read_and_what_it_added_is_ignored() throws IOException {
    String later =
        good.replace("\"schemaVersion\": \"1.3\",", "\"schemaVersion\": \"1.7\", \"more\": [{}],")
            .replace("{\"kind\":", "{\"colour\":\"blue\",\"kind\":");
    assertThat(read(later)).isEqualTo(Results.full());
  }

  @Test
  void a_report_before_1_3_says_nothing_of_iterations() throws IOException {
    String earlier =
        good.replace("\"schemaVersion\": \"1.3\",", "\"schemaVersion\": \"1.2\",")
            .replace(",\"iterations\":null", "");
    assertThat(earlier).doesNotContain("\"iterations\"");
    assertThat(read(earlier)).isEqualTo(Results.full());
  }

  @Test
  void a_file_that_is_cut_off_is_refused_wherever_it_ends() {
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      String cut = good.substring(0, random.nextInt(good.lastIndexOf('}')));
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "clientId":0          | "clientId":-1         | clientId
          "clientId":0          | "clientId":1.5        | an integer
          "clientId":0          | "clientId":99999999999999999999 | out of range
          "scenario":0          | "scenario":9          | 9
          "status":"accepted"   | "status":"lost"       | one of [accepted
          "status":"accepted"   | "status":"failed"     | cause
          "succeeded":true}     | "status":"accepted"}  | comes twice
          "trainingTime":0.0048 | "trainingTime":1e999  | too large
          "trainingTime":0.0048 | "trainingTime":"fast" | a number
          "trainingTime":0.0048 | "trainingTime":NaN    | NaN
          "trainingTime":       | "training":           | 'trainingTime' is missing
          "99.9":               | "199":                | 0 to 100
          "99.9":               | "many":               | many
          "duration": 3.0       | "duration": -3.0      | duration
          "duration": 3.0       | "duration": 1e300     | duration
          "unit":"seconds"      | "unit":"parsecs"      | one of [seconds
          "outcome": "completed" | "outcome": "cancelled" | reason
          45c6df2a-98f1-4dbc    | nobody                | nobody
          2025-04-24T12:34:56   | yesterday             | a time
          "config": {           | "config": [           | comma
          """)
  void what_does_not_fit_is_refused_and_named(String from, String to, String named) {
    assertThat(good).contains(from);
    assertRefused(good.replaceFirst(Pattern.quote(from), to), named);
  }

  @Test
  void what_follows_the_end_is_refused() {
    assertRefused(good + "{}", "more after the end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "null", "1", "\"text\"", "{}", "{", "\u0000", "{\"a\":1}"})
  void what_is_no_report_is_refused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @Test
  void what_is_not_utf_8_is_refused() {
    byte[] latin =
        good.replace("Example CPU", "Ex\u00e9mple").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> JsonResults.read(new ByteArrayInputStream(latin)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void depth_and_length_are_bounded() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertRefused(good.replace("\"apiKey\": null", "\"apiKey\": " + deep), "depth");
    String text = "x".repeat(1_000_001);
    assertRefused(good.replace("\"apiKey\": null", "\"apiKey\": \"" + text + "\""), "length");
    String name = "a." + "b.".repeat(100_000) + "c";
    assertRefused(good.replace("rpc.response", name), "metric name");
  }

  @Test
  void what_is_kept_is_bounded() {
    int split = good.indexOf("null", good.indexOf("apiKey"));
    byte[] text = ("\"" + "x".repeat(999_990) + "\",").getBytes(StandardCharsets.UTF_8);
    List<InputStream> parts = new ArrayList<>();
    parts.add(bytes(good.substring(0, split) + "["));
    for (int i = 0; i < 70; i++) {
      parts.add(new ByteArrayInputStream(text));
    }
    parts.add(bytes("1]" + good.substring(split + 4)));
    assertThatThrownBy(
            () -> JsonResults.read(new SequenceInputStream(Collections.enumeration(parts))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("to keep");
  }

  @Test
  void more_rows_than_a_result_holds_are_counted() throws IOException {
    BenchmarkResult result = Results.full();
    JsonReporter reporter = new JsonReporter(file);
    int more = 12_000;
    try (RowSink sink = reporter.rows(Results.plan())) {
      for (int i = 0; i < more; i++) {
        sink.accept(0, Results.accepted(i, 3));
      }
      JsonReporterTest.stream(result, sink);
    }
    reporter.report(result);

    List<ScenarioResult> read = JsonResults.read(file).scenarios();
    long kept = read.stream().mapToLong(scenario -> scenario.rows().size()).sum();
    long omitted = read.stream().mapToLong(ScenarioResult::rowsOmitted).sum();
    long all = more + result.scenarios().stream().mapToLong(s -> s.rows().size()).sum();
    assertThat(kept).isEqualTo(BenchmarkResult.MAX_ROWS);
    assertThat(kept + omitted).isEqualTo(all + 7);
    assertThat(read.get(0).roundRows()).isEqualTo(result.scenarios().get(0).roundRows());
    assertThat(read.get(4).rows("curve")).hasSize(1);
  }

  private void assertRefused(String text, String named) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("line");
  }

  private static BenchmarkResult read(String text) throws IOException {
    return JsonResults.read(bytes(text));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
