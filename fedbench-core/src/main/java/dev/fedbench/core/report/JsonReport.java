package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Environment;
import dev.fedbench.result.FederatedSummary;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.result.ToAccuracy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes a result as JSON, rows a line each. {@code docs/result.schema.json} describes the format,
 * {@link JsonResults} reads it back. The same result and rows give the same bytes.
 */
final class JsonReport {

  private final BenchmarkResult result;
  private final RowSource rows;
  private final JsonGenerator out;

  private JsonReport(BenchmarkResult result, RowSource rows, JsonGenerator out) {
    this.result = result;
    this.rows = rows;
    this.out = out;
  }

  /** Writes the whole report and flushes; the stream stays open. */
  static void write(BenchmarkResult result, RowSource rows, OutputStream stream)
      throws IOException {
    // A writer replaces what UTF-8 cannot say; Jackson's own encoder would throw.
    Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
    JsonGenerator out = JsonFormat.FACTORY.createGenerator(writer);
    out.setPrettyPrinter(layout());
    new JsonReport(result, rows, out).write();
    out.writeRaw('\n');
    out.flush();
  }

  private static DefaultPrettyPrinter layout() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
        .withObjectIndenter(lines)
        .withArrayIndenter(lines);
  }

  private void write() throws IOException {
    out.writeStartObject();
    out.writeStringField("schemaVersion", JsonFormat.SCHEMA_VERSION);
    out.writeStringField("benchmarkId", result.benchmarkId().toString());
    out.writeStringField("timestamp", result.timestamp().toString());
    out.writeStringField("outcome", JsonFormat.text(result.outcome()));
    out.writeNumberField("duration", seconds(result.duration()));
    JsonFormat.field(out, "config", result.config());
    environment(result.environment());
    out.writeFieldName("summary");
    summary(result.summary());
    out.writeArrayFieldStart("client_metrics");
    rows.clients(out::writeRawValue);
    out.writeEndArray();
    out.writeArrayFieldStart("scenarios");
    for (int i = 0; i < result.scenarios().size(); i++) {
      scenario(i, result.scenarios().get(i));
    }
    out.writeEndArray();
    JsonFormat.field(out, "warnings", result.warnings());
    out.writeEndObject();
  }

  /** Exact for less than 104 days. */
  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private void environment(Environment where) throws IOException {
    out.writeObjectFieldStart("environment");
    out.writeStringField("os", where.os());
    out.writeStringField("arch", where.arch());
    out.writeStringField("cpu", where.cpu());
    out.writeNumberField("processors", where.processors());
    out.writeNumberField("memory_bytes", where.memoryBytes());
    out.writeNumberField("max_heap_bytes", where.maxHeapBytes());
    out.writeStringField("java_version", where.javaVersion());
    out.writeStringField("java_vm", where.javaVm());
    out.writeStringField("fedbench_version", where.fedbenchVersion());
    out.writeEndObject();
  }

  private void summary(FederatedSummary summary) throws IOException {
    out.writeStartObject();
    JsonFormat.field(out, "total_duration", summary.totalDuration());
    out.writeNumberField("clients", summary.clients());
    out.writeNumberField("successful_clients", summary.successfulClients());
    out.writeNumberField("aggregated_updates", summary.aggregatedUpdates());
    JsonFormat.field(out, "avg_train_time", summary.avgTrainTime());
    JsonFormat.field(out, "avg_proof_time", summary.avgProofTime());
    JsonFormat.field(out, "avg_submit_time", summary.avgSubmitTime());
    JsonFormat.field(out, "avg_total_time", summary.avgTotalTime());
    out.writeEndObject();
  }

  private void scenario(int index, ScenarioResult scenario) throws IOException {
    out.writeStartObject();
    out.writeStringField("suite", scenario.suite());
    out.writeStringField("scenario", scenario.scenario());
    JsonFormat.field(out, "parameters", scenario.parameters());
    out.writeStringField("outcome", JsonFormat.text(scenario.outcome()));
    JsonFormat.field(out, "reason", scenario.reason());
    out.writeStringField("started", scenario.started().toString());
    out.writeNumberField("duration", seconds(scenario.duration()));
    Optional<FederatedSummary> summary = scenario.summary();
    out.writeFieldName("summary");
    if (summary.isPresent()) {
      summary(summary.get());
    } else {
      out.writeNull();
    }
    out.writeArrayFieldStart("metrics");
    for (MetricSummary metric : scenario.metrics()) {
      out.writeRawValue(JsonFormat.line(line -> MetricJson.write(line, metric)));
    }
    out.writeEndArray();
    out.writeArrayFieldStart("rounds");
    rows.rounds(index, out::writeRawValue);
    out.writeEndArray();
    toAccuracy(scenario);
    out.writeArrayFieldStart("rows");
    rows.others(index, out::writeRawValue);
    out.writeEndArray();
    out.writeNumberField("rows_omitted", rows.omitted(index));
    out.writeEndObject();
  }

  private void toAccuracy(ScenarioResult scenario) throws IOException {
    out.writeArrayFieldStart("to_accuracy");
    if (!scenario.roundRows().isEmpty()) {
      for (double target : Targets.of(result)) {
        Optional<ToAccuracy> reached = scenario.toAccuracy(target);
        out.writeRawValue(JsonFormat.line(line -> toAccuracy(line, target, reached)));
      }
    }
    out.writeEndArray();
  }

  private static void toAccuracy(JsonGenerator out, double target, Optional<ToAccuracy> reached)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("target", target);
    JsonFormat.field(out, "rounds", reached.map(cost -> (long) cost.rounds()));
    JsonFormat.field(out, "seconds", reached.map(ToAccuracy::seconds));
    JsonFormat.field(out, "bytes", reached.map(ToAccuracy::bytes));
    out.writeEndObject();
  }
}
