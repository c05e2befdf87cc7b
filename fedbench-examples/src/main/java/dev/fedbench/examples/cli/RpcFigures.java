package dev.fedbench.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fedbench.core.load.FailureCause;
import dev.fedbench.core.load.LoadResult;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a load came to, in one object or in a few lines. */
final class RpcFigures {

  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p50", 50),
          new Percentile("p95", 95),
          new Percentile("p99", 99),
          new Percentile("p999", 99.9));

  private RpcFigures() {}

  private record Percentile(String name, double percent) {

    Optional<Double> micros(LoadResult result) {
      return result
          .headline()
          .filter(latencies -> !latencies.isEmpty())
          .map(latencies -> latencies.percentile(percent) / 1e3);
    }
  }

  /**
   * One JSON object. Latencies are null where the load that was asked for was not reached: there
   * are none "at that rate".
   */
  static String json(LoadResult result) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("outcome", name(result.outcome()));
      optional(out, "reason", result.reason());
      out.writeNumberField("requests_per_second", result.rate());
      out.writeNumberField("megabytes_per_second", result.requestBytesPerSecond() / 1e6);
      if (result.targetRate().isPresent()) {
        out.writeNumberField("target_requests_per_second", result.targetRate().getAsDouble());
      } else {
        out.writeNullField("target_requests_per_second");
      }
      for (Percentile percentile : PERCENTILES) {
        Optional<Double> micros = percentile.micros(result);
        if (micros.isPresent()) {
          out.writeNumberField(percentile.name + "_us", micros.get());
        } else {
          out.writeNullField(percentile.name + "_us");
        }
      }
      out.writeNumberField("requests", result.requests());
      out.writeNumberField("completed", result.completed());
      out.writeNumberField("errors", result.requests() - result.completed());
      out.writeObjectFieldStart("errors_by_cause");
      for (Map.Entry<FailureCause, Long> cause : result.failures().entrySet()) {
        out.writeNumberField(name(cause.getKey()), cause.getValue());
      }
      if (result.unfinished() > 0) {
        out.writeNumberField("unfinished", result.unfinished());
      }
      out.writeEndObject();
      out.writeNumberField("elapsed_seconds", result.elapsedNanos() / 1e9);
      out.writeEndObject();
    }
    return text.toString();
  }

  /** A few lines. */
  static String text(LoadResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %.0f requests/s, %.1f MB/s one way, %d of %d failed"
            .formatted(
                name(result.outcome()),
                result.rate(),
                result.requestBytesPerSecond() / 1e6,
                result.requests() - result.completed(),
                result.requests()));
    for (Percentile percentile : PERCENTILES) {
      percentile
          .micros(result)
          .ifPresent(micros -> text.append("%n  %s %.1f us".formatted(percentile.name, micros)));
    }
    return text.toString();
  }

  private static void optional(JsonGenerator out, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      out.writeStringField(name, value.get());
    } else {
      out.writeNullField(name);
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
