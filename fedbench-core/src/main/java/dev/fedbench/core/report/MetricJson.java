package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fedbench.metric.Better;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Provenance;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.AcrossIterations;
import dev.fedbench.result.MetricSummary;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Summaries of metrics as JSON objects, there and back. */
final class MetricJson {

  private MetricJson() {}

  static void write(JsonGenerator out, MetricSummary summary) throws IOException {
    Metric metric = summary.metric();
    out.writeStartObject();
    out.writeStringField("name", metric.name());
    out.writeStringField("unit", JsonFormat.text(metric.unit()));
    out.writeStringField("better", JsonFormat.text(metric.better()));
    out.writeStringField("provenance", JsonFormat.text(metric.provenance()));
    out.writeNumberField("count", summary.count());
    out.writeNumberField("mean", summary.mean());
    JsonFormat.field(out, "stddev", summary.stddev());
    out.writeNumberField("min", summary.min());
    out.writeNumberField("max", summary.max());
    out.writeObjectFieldStart("percentiles");
    for (Map.Entry<Double, Double> percentile : summary.percentiles().entrySet()) {
      out.writeNumberField(name(percentile.getKey()), percentile.getValue());
    }
    out.writeEndObject();
    out.writeFieldName("iterations");
    if (summary.iterations().isPresent()) {
      write(out, summary.iterations().get());
    } else {
      out.writeNull();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, AcrossIterations means) throws IOException {
    out.writeStartObject();
    out.writeNumberField("count", means.iterations());
    out.writeNumberField("mean", means.mean());
    out.writeNumberField("stddev", means.stddev());
    out.writeNumberField("ci95_low", means.low());
    out.writeNumberField("ci95_high", means.high());
    out.writeNumberField("outliers", means.outliers());
    out.writeEndObject();
  }

  /** Absent in reports before 1.3. */
  private static Optional<AcrossIterations> iterations(Fields summary) throws IOException {
    if (!summary.names().contains("iterations")) {
      return Optional.empty();
    }
    Optional<Fields> found = summary.optionalObject("iterations");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields means = found.get();
    return Optional.of(
        new AcrossIterations(
            means.index("count"),
            means.number("mean"),
            means.number("stddev"),
            means.number("ci95_low"),
            means.number("ci95_high"),
            means.index("outliers")));
  }

  /** A percentile's name: {@code 50}, {@code 99.9}. */
  private static String name(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : JsonFormat.text(percent);
  }

  static MetricSummary read(Fields summary) throws IOException {
    Metric metric =
        new Metric(
            summary.text("name"),
            summary.constant(Unit.class, "unit"),
            summary.constant(Better.class, "better"),
            summary.constant(Provenance.class, "provenance"));
    Fields percentiles = summary.object("percentiles");
    NavigableMap<Double, Double> values = new TreeMap<>();
    for (String percent : percentiles.names()) {
      double share = Double.parseDouble(percent);
      if (!(share >= 0 && share <= 100)) {
        throw new IOException("percentile '%s'; expected 0 to 100".formatted(percent));
      }
      values.put(share, percentiles.number(percent));
    }
    return new MetricSummary(
        metric,
        summary.integer("count"),
        summary.number("mean"),
        summary.optionalNumber("stddev"),
        summary.number("min"),
        summary.number("max"),
        values,
        iterations(summary));
  }
}
