package dev.fedbench.metric;

import java.util.Map;

/**
 * One line of detail: a client in a round, a round, a point of a curve.
 *
 * <p>Values are what JSON can say: {@link String}, {@link Boolean}, {@link Long}, {@link Double}
 * (finite) or null for what was not measured.
 */
public interface Row {

  /** What the row describes; rows of one kind have the same columns, in the same order. */
  String kind();

  /** Column names to values, in column order. */
  Map<String, Object> values();

  /** Makes a row of a kind of the caller's own. */
  static RowBuilder builder(String kind) {
    return new RowBuilder(kind);
  }
}
