package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.RowBuilder;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.ClientStatus;
import dev.fedbench.result.Phases;
import dev.fedbench.result.RoundRow;
import java.io.IOException;
import java.util.OptionalLong;

/** Rows as JSON objects, there and back. */
final class RowJson {

  private RowJson() {}

  static void write(JsonGenerator out, int scenario, Row row) throws IOException {
    if (row instanceof ClientRow client) {
      write(out, scenario, client);
    } else if (row instanceof RoundRow round) {
      JsonFormat.value(out, round.values());
    } else {
      out.writeStartObject();
      out.writeStringField("kind", row.kind());
      JsonFormat.field(out, "values", row.values());
      out.writeEndObject();
    }
  }

  private static void write(JsonGenerator out, int scenario, ClientRow row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("clientId", row.index());
    out.writeStringField("id", row.client());
    out.writeNumberField("scenario", scenario);
    out.writeNumberField("round", row.round());
    out.writeObjectFieldStart("metrics");
    Phases phases = row.phases();
    JsonFormat.field(out, "trainingTime", phases.training());
    JsonFormat.field(out, "trainingCpuTime", phases.trainingCpu());
    JsonFormat.field(out, "proofTime", phases.proof());
    JsonFormat.field(out, "proofCpuTime", phases.proofCpu());
    JsonFormat.field(out, "submitTime", phases.submission());
    JsonFormat.field(out, "verificationTime", phases.verification());
    JsonFormat.field(out, "totalTime", phases.total());
    out.writeEndObject();
    out.writeStringField("status", JsonFormat.text(row.status()));
    JsonFormat.field(out, "cause", row.cause());
    OptionalLong version = row.modelVersion();
    JsonFormat.field(out, "modelVersion", version.isPresent() ? version.getAsLong() : null);
    out.writeNumberField("examples", row.examples());
    JsonFormat.field(out, "proofSource", row.proofSource().map(JsonFormat::text));
    out.writeStringField("timestamp", row.timestamp().toString());
    out.writeBooleanField("succeeded", row.succeeded());
    out.writeEndObject();
  }

  static ClientRow client(Fields row) throws IOException {
    Fields metrics = row.object("metrics");
    return new ClientRow(
        row.text("id"),
        row.index("clientId"),
        row.index("round"),
        row.instant("timestamp"),
        row.constant(ClientStatus.class, "status"),
        row.optionalText("cause"),
        row.optionalInteger("modelVersion"),
        row.integer("examples"),
        new Phases(
            metrics.optionalNumber("trainingTime"),
            metrics.optionalNumber("trainingCpuTime"),
            metrics.optionalNumber("proofTime"),
            metrics.optionalNumber("proofCpuTime"),
            metrics.optionalNumber("submitTime"),
            metrics.optionalNumber("verificationTime"),
            metrics.optionalNumber("totalTime")),
        row.optionalConstant(ProofSource.class, "proofSource"));
  }

  static RoundRow round(Fields row) throws IOException {
    return new RoundRow(
        row.index("round"),
        row.integer("model_version"),
        row.index("selected"),
        row.index("accepted"),
        row.index("failed"),
        row.flag("aggregated"),
        row.number("elapsed"),
        row.number("duration"),
        row.optionalNumber("loss"),
        row.optionalNumber("accuracy"),
        row.integer("evaluated"),
        row.integer("bytes_received"),
        row.integer("bytes_sent"));
  }

  static Row other(Fields row) throws IOException {
    RowBuilder builder = Row.builder(row.text("kind"));
    row.map("values").forEach(builder::column);
    return builder.build();
  }
}
