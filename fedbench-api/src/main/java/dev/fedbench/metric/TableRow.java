package dev.fedbench.metric;

import java.util.Map;

/** A row of a host's own kind. */
record TableRow(String kind, Map<String, Object> values) implements Row {

  static Object normalise(String kind, String column, Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "row '%s', column '%s': %s %s is not a value a report can hold; expected text, a boolean, an integer, a finite number or null"
            .formatted(kind, column, value.getClass().getSimpleName(), value));
  }
}
