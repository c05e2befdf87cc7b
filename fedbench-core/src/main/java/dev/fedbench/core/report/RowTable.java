package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.Unit;
import java.util.List;
import java.util.Map;

/**
 * Rows of one kind as they are: a column for each of theirs, those of the first row first. What a
 * row does not have is absent.
 */
final class RowTable {

  private static final String SECONDS = "_s";

  private RowTable() {}

  /**
   * The table of some rows.
   *
   * @param rows rows of one kind, one at least
   */
  static Table of(List<Row> rows, ConsoleStyle style) {
    List<Map<String, Object>> values = rows.stream().map(Row::values).toList();
    List<String> names = values.stream().flatMap(row -> row.keySet().stream()).distinct().toList();
    Table table =
        new Table(
            names.stream()
                .map(
                    name ->
                        values.stream().allMatch(row -> isNumber(row.get(name)))
                            ? Column.number(heading(withoutUnit(name)))
                            : Column.text(heading(name), 6))
                .toList());
    values.forEach(
        row -> table.add(names.stream().map(name -> cell(name, row.get(name), style)).toList()));
    return table;
  }

  /** Words for a name in lower case: {@code bytes_sent} is {@code Bytes sent}. */
  static String heading(String name) {
    String words = name.replace('_', ' ');
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** Seconds have their unit in each cell. */
  private static String withoutUnit(String name) {
    return name.endsWith(SECONDS) ? name.substring(0, name.length() - SECONDS.length()) : name;
  }

  private static boolean isNumber(Object value) {
    return value == null || value instanceof Number;
  }

  private static Cell cell(String name, Object value, ConsoleStyle style) {
    if (value == null) {
      return Cell.ABSENT;
    }
    if (value instanceof Number number && name.endsWith("bytes")) {
      return Cell.of(Quantity.text(number.doubleValue(), Unit.BYTES, style));
    }
    if (value instanceof Number number && name.endsWith("bytes_per_second")) {
      return Cell.of(Quantity.text(number.doubleValue(), Unit.BYTES_PER_SECOND, style));
    }
    if (value instanceof Number number && name.endsWith(SECONDS)) {
      return Cell.of(Quantity.text(number.doubleValue(), Unit.SECONDS, style));
    }
    return Cell.of(value instanceof Double number ? Quantity.plain(number) : value.toString());
  }
}
