package dev.fedbench.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How JSON reports say values: seconds as numbers, enums in lower case, null for unmeasured. */
final class JsonFormat {

  /** Versioned apart from the library: the minor grows with fields, the major when old ones go. */
  static final String SCHEMA_VERSION = "1.3";

  /**
   * Numbers are written the same on every JDK. Reading is bounded, for files come from anywhere.
   */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNameLength(1_000)
                  .maxNumberLength(100)
                  .maxStringLength(1_000_000)
                  .build())
          .build();

  private JsonFormat() {}

  /** Something that writes one JSON value. */
  @FunctionalInterface
  interface Value {
    void writeTo(JsonGenerator out) throws IOException;
  }

  /** One value in one line. */
  static String line(Value value) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      value.writeTo(out);
    }
    return text.toString();
  }

  /** A number as reports of every format write it: the shortest text that reads back the same. */
  static String text(double number) {
    return NumberOutput.toString(number, true);
  }

  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A field whose value is what a result, a configuration or a row may hold. */
  static void field(JsonGenerator out, String name, Object value) throws IOException {
    out.writeFieldName(name);
    value(out, value);
  }

  /**
   * A value. An empty optional is null; so is a number that is not finite, for which JSON has no
   * word.
   *
   * @throws IOException if JSON cannot say it
   */
  static void value(JsonGenerator out, Object value) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Long integer) {
      out.writeNumber(integer);
    } else if (value instanceof Double number) {
      finite(out, number);
    } else if (value instanceof OptionalDouble number) {
      finite(out, number.orElse(Double.NaN));
    } else if (value instanceof Optional<?> optional) {
      value(out, optional.orElse(null));
    } else if (value instanceof Map<?, ?> map) {
      map(out, map);
    } else if (value instanceof List<?> list) {
      list(out, list);
    } else {
      throw new IOException(
          "a %s in a report; expected text, a boolean, a Long, a Double or null"
              .formatted(value.getClass().getName()));
    }
  }

  private static void map(JsonGenerator out, Map<?, ?> map) throws IOException {
    out.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      field(out, String.valueOf(entry.getKey()), entry.getValue());
    }
    out.writeEndObject();
  }

  private static void list(JsonGenerator out, List<?> list) throws IOException {
    out.writeStartArray();
    for (Object one : list) {
      value(out, one);
    }
    out.writeEndArray();
  }

  private static void finite(JsonGenerator out, double number) throws IOException {
    if (Double.isFinite(number)) {
      out.writeNumber(number);
    } else {
      out.writeNull();
    }
  }
}
