package dev.fedbench.core.report;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Provenance;
import dev.fedbench.result.MetricSummary;
import java.util.List;

/** A line per metric. What was not measured says so. */
final class MetricTable {

  private MetricTable() {}

  static Table of(List<MetricSummary> metrics, ConsoleStyle style) {
    Table table =
        new Table(
            Column.text("Metric"),
            Column.number("Count"),
            Column.number("Mean"),
            Column.number("p50"),
            Column.number("p95", 3),
            Column.number("p99", 1),
            Column.number("Max", 2));
    metrics.forEach(metric -> table.add(cells(metric, style)));
    return table;
  }

  private static List<Cell> cells(MetricSummary summary, ConsoleStyle style) {
    return List.of(
        Cell.of(name(summary.metric())),
        Cell.of(summary.count()),
        cell(summary, summary.mean(), style),
        percentile(summary, 50, style),
        percentile(summary, 95, style),
        percentile(summary, 99, style),
        cell(summary, summary.max(), style));
  }

  private static String name(Metric metric) {
    return metric.provenance() == Provenance.MEASURED
        ? metric.name()
        : "%s (%s)".formatted(metric.name(), JsonFormat.text(metric.provenance()));
  }

  private static Cell percentile(MetricSummary summary, double percent, ConsoleStyle style) {
    Double value = summary.percentiles().get(percent);
    return value == null ? Cell.ABSENT : cell(summary, value, style);
  }

  private static Cell cell(MetricSummary summary, double value, ConsoleStyle style) {
    return Cell.of(Quantity.text(value, summary.metric().unit(), style));
  }
}
