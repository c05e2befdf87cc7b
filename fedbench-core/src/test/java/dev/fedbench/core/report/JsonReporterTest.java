package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.fedbench.metric.Row;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.FederatedSummary;
import dev.fedbench.result.Plan;
import dev.fedbench.result.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReporterTest {

  @TempDir Path directory;

  static Stream<BenchmarkResult> results() {
    return Stream.of(
        Results.onePass(),
        Results.full(),
        Results.proven(),
        RpcResults.sideBySide(),
        Results.result(List.of(), List.of("nothing ran")));
  }

  @Test
  void the_format_is_sealed() throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(Results.full());
    Golden.assertSame("result.json", Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("results")
  void a_report_follows_the_published_schema(BenchmarkResult result) throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(result);
    assertThat(schema().validate(new ObjectMapper().readTree(file.toFile()))).isEmpty();
  }

  @Test
  void the_schema_notices_a_field_more_and_a_field_less() throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(Results.onePass());
    ObjectMapper mapper = new ObjectMapper();
    for (String pointer : List.of("", "/summary", "/client_metrics/0", "/scenarios/0")) {
      JsonNode more = mapper.readTree(file.toFile());
      ((com.fasterxml.jackson.databind.node.ObjectNode) more.at(pointer)).put("novelty", 1);
      assertThat(schema().validate(more)).as("more in '%s'", pointer).isNotEmpty();
      JsonNode less = mapper.readTree(file.toFile());
      var fields = ((com.fasterxml.jackson.databind.node.ObjectNode) less.at(pointer));
      fields.remove(fields.fieldNames().next());
      assertThat(schema().validate(less)).as("less in '%s'", pointer).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void a_report_reads_back_as_the_result(BenchmarkResult result) throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(result);
    assertThat(JsonResults.read(file)).isEqualTo(result);
  }

  @ParameterizedTest
  @MethodSource("results")
  void rows_that_were_streamed_make_the_same_report(BenchmarkResult result) throws IOException {
    Path plain = directory.resolve("plain.json");
    Path streamed = directory.resolve("streamed.json");
    new JsonReporter(plain).report(result);
    JsonReporter reporter = new JsonReporter(streamed);
    try (RowSink sink = reporter.rows(Results.plan())) {
      stream(result, sink);
    }
    reporter.report(result);

    if (result.scenarios().stream().allMatch(scenario -> scenario.rowsOmitted() == 0)) {
      assertThat(streamed).hasSameBinaryContentAs(plain);
    }
    assertThat(JsonResults.read(streamed)).isEqualTo(result);
    assertOnly("plain.json", "streamed.json");
  }

  @Test
  void all_rows_are_in_the_file_though_the_result_has_left_some_out() throws IOException {
    ScenarioResult whole = Results.onePass().scenarios().get(0);
    BenchmarkResult cut =
        Results.result(List.of(with(whole, whole.rows().subList(0, 2), 6)), List.of());
    Path file = directory.resolve("report.json");
    JsonReporter reporter = new JsonReporter(file);
    try (RowSink sink = reporter.rows(Results.plan())) {
      for (Row row : whole.rows()) {
        sink.accept(0, row);
      }
    }
    reporter.report(cut);

    assertThat(JsonResults.read(file)).isEqualTo(Results.onePass());
  }

  @Test
  void rows_of_another_run_are_not_mixed_in() throws IOException {
    Path file = directory.resolve("report.json");
    JsonReporter reporter = new JsonReporter(file);
    Plan other = new Plan(UUID.randomUUID(), Results.START, Map.of(), List.of());
    try (RowSink sink = reporter.rows(other)) {
      sink.accept(0, Results.accepted(77, 1));
    }
    reporter.report(Results.onePass());
    assertThat(JsonResults.read(file)).isEqualTo(Results.onePass());
  }

  @Test
  void a_row_that_cannot_be_written_costs_the_stream_and_not_the_report() throws IOException {
    Path file = directory.resolve("report.json");
    JsonReporter reporter = new JsonReporter(file);
    try (RowSink sink = reporter.rows(Results.plan())) {
      sink.accept(0, Results.accepted(0, 1));
      Row odd = new OddRow();
      assertThatThrownBy(() -> sink.accept(0, odd))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("java.lang.Object");
      sink.accept(0, Results.accepted(1, 1));
    }
    reporter.report(Results.onePass());
    assertThat(JsonResults.read(file)).isEqualTo(Results.onePass());
  }

  private record OddRow() implements Row {
    @Override
    public String kind() {
      return "odd";
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("value", new Object());
    }
  }

  @Test
  void a_sink_that_is_closed_without_a_report_leaves_no_file() throws IOException {
    JsonReporter reporter = new JsonReporter(directory.resolve("report.json"));
    try (RowSink sink = reporter.rows(Results.plan())) {
      sink.accept(0, Results.accepted(0, 1));
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void text_that_is_not_unicode_does_not_stop_the_report() throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(Results.result(List.of(), List.of("half a pair: \ud83d.")));
    assertThat(JsonResults.read(file).warnings()).containsExactly("half a pair: ?.");
  }

  @Test
  void metrics_that_nobody_can_have_measured_give_no_summary_and_no_failure() throws IOException {
    Path file = directory.resolve("report.json");
    new JsonReporter(file).report(Results.onePass());
    String wrong =
        Files.readString(file)
            .replaceAll("(\"federated.duration\".*?\"mean\"):[^,]+", "$1:-1.0")
            .replaceAll("(\"client.total\".*?\"count\"):4,\"mean\":[^,]+", "$1:9,\"mean\":1e308");
    Files.writeString(file, wrong);
    FederatedSummary summary = JsonResults.read(file).summary();
    assertThat(summary.totalDuration()).isEmpty();
    assertThat(summary.avgTotalTime()).isEmpty();
    assertThat(summary.clients()).isEqualTo(5);
  }

  @Test
  void the_schema_in_the_docs_is_the_schema() {
    assertThat(Path.of("../docs/result.schema.json"))
        .hasSameTextualContentAs(
            Path.of("src/main/resources/dev/fedbench/core/report/result.schema.json"));
  }

  static void stream(BenchmarkResult result, RowSink sink) throws IOException {
    for (int i = 0; i < result.scenarios().size(); i++) {
      for (Row row : result.scenarios().get(i).rows()) {
        sink.accept(i, row);
      }
    }
  }

  private static ScenarioResult with(ScenarioResult scenario, List<Row> rows, long omitted) {
    return new ScenarioResult(
        scenario.suite(),
        scenario.scenario(),
        scenario.parameters(),
        scenario.outcome(),
        scenario.reason(),
        scenario.started(),
        scenario.duration(),
        scenario.metrics(),
        rows,
        omitted);
  }

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  private static JsonSchema schema() {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(JsonReport.class.getResourceAsStream("result.schema.json"));
  }
}
