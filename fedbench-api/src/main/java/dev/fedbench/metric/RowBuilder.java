package dev.fedbench.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Makes a row, column by column: their order is the order of a table's columns. */
public final class RowBuilder {

  private final String kind;
  private final Map<String, Object> values = new LinkedHashMap<>();

  RowBuilder(String kind) {
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * Adds a column.
   *
   * @param value text, a boolean, an integer, a finite number, or null for what was not measured.
   *     Integers become {@link Long}, floats {@link Double}
   * @throws IllegalArgumentException if it is something else, or the row has that column already
   */
  public RowBuilder column(String name, Object value) {
    Objects.requireNonNull(name, "name");
    if (values.containsKey(name)) {
      throw new IllegalArgumentException(
          "row '%s': column '%s' comes twice; give one of them another name".formatted(kind, name));
    }
    values.put(name, TableRow.normalise(kind, name, value));
    return this;
  }

  /** The row. What is added later is not in it. */
  public Row build() {
    return new TableRow(kind, Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }
}
