package dev.fedbench.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of detail: a client in a round, a round, a point of a curve.
 *
 * <p>Values are what JSON can say: {@link String}, {@link Boolean}, {@link Long}, {@link Double}
 * (finite) or null for what was not measured.
 */
public interface Row {

  /** What the row describes; rows of one kind have the same columns. */
  String kind();

  /** Column names to values, in column order. */
  Map<String, Object> values();

  /** A row of a kind of the caller's own. Integers become {@link Long}, floats {@link Double}. */
  static Row of(String kind, Map<String, ?> values) {
    Map<String, Object> copy = new LinkedHashMap<>();
    values.forEach((column, value) -> copy.put(column, TableRow.normalise(kind, column, value)));
    return new TableRow(kind, Collections.unmodifiableMap(copy));
  }
}
