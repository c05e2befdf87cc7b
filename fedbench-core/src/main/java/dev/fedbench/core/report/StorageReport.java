package dev.fedbench.core.report;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ScenarioResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The storage suite's scenarios: a table for each kind, a line for each scenario, and below it why
 * scenarios did not complete. Single samples are in machine-readable reports.
 */
final class StorageReport {

  private static final String SUITE = "storage";

  private StorageReport() {}

  static boolean covers(ScenarioResult scenario) {
    return scenario.suite().equals(SUITE) && StorageTable.of(scenario).isPresent();
  }

  /** Writes it, if there are such scenarios. */
  static void write(BenchmarkResult result, Page page) {
    result.scenarios().stream()
        .filter(StorageReport::covers)
        .collect(
            Collectors.groupingBy(
                scenario -> StorageTable.of(scenario).orElseThrow(),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach((table, points) -> write(table, points, page));
  }

  private static void write(StorageTable table, List<ScenarioResult> points, Page page) {
    page.title(SUITE + ": " + table.title());
    page.table(points, Page.MOST_LINES, some -> table.of(some, page.style()));
    if (!table.note().isEmpty()) {
      page.aside(table.note());
    }
    for (ScenarioResult point : points) {
      point
          .reason()
          .ifPresent(
              reason -> page.paragraph(Tone.WARNING, "%s: %s".formatted(where(point), reason)));
    }
    List<Row> rows = points.stream().flatMap(point -> point.rows(table.rows()).stream()).toList();
    page.table(rows, Page.MOST_LINES, some -> RowTable.of(some, page.style()));
  }

  private static String where(ScenarioResult point) {
    Map<String, String> sorted = new TreeMap<>(point.parameters());
    return sorted.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
