package dev.fedbench.core.report;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tables of RPC scenarios. */
final class RpcTable {

  private static final Set<String> BYTES =
      Set.of("bytes", "heap_before", "heap_peak", "heap_after", "heap_increase", "allocated");

  private RpcTable() {}

  /**
   * A line per scenario. Where the system was in overload, or the generator the limit, there are no
   * percentiles: they would not be those of the load that was asked for.
   */
  static Table of(List<ScenarioResult> points, List<String> varying, ConsoleStyle style) {
    Optional<Metric> own =
        Stream.of(RpcMetrics.LATENESS, RpcMetrics.SCALING_EFFICIENCY)
            .filter(metric -> points.stream().anyMatch(point -> point.metric(metric).isPresent()))
            .findFirst();
    List<Column> columns = new ArrayList<>();
    varying.forEach(name -> columns.add(Column.text(RowTable.heading(name), 6)));
    columns.add(Column.text("Status", 9));
    columns.add(Column.number("Requests/s"));
    columns.add(Column.number("Bytes/s", 4));
    columns.add(Column.number("p50"));
    columns.add(Column.number("p95", 5));
    columns.add(Column.number("p99"));
    columns.add(Column.number("p99.9", 3));
    columns.add(Column.number("Max", 6));
    own.ifPresent(
        metric ->
            columns.add(
                Column.number(
                    metric.equals(RpcMetrics.LATENESS) ? "Lateness p99" : "Efficiency", 7)));
    columns.add(Column.number("CPU/request", 2));
    columns.add(Column.number("Failed", 1));
    Table table = new Table(columns);
    points.forEach(point -> table.add(line(point, varying, own, style)));
    return table;
  }

  private static List<Cell> line(
      ScenarioResult point, List<String> varying, Optional<Metric> own, ConsoleStyle style) {
    RpcStatus status = RpcStatus.of(point);
    List<Cell> cells = new ArrayList<>();
    varying.forEach(name -> cells.add(Cell.of(point.parameters().getOrDefault(name, "-"))));
    cells.add(status.cell());
    cells.add(mean(point, RpcMetrics.THROUGHPUT, style));
    cells.add(mean(point, RpcMetrics.BANDWIDTH, style));
    Optional<MetricSummary> response = point.metric(RpcMetrics.RESPONSE);
    Optional<MetricSummary> shown = status.sound() ? response : Optional.empty();
    for (double percent : new double[] {50, 95, 99, 99.9}) {
      cells.add(percentile(shown, percent, style));
    }
    cells.add(
        shown
            .map(summary -> Cell.of(Quantity.text(summary.max(), Unit.SECONDS, style)))
            .orElse(Cell.ABSENT));
    own.ifPresent(
        metric ->
            cells.add(
                metric.equals(RpcMetrics.LATENESS)
                    ? percentile(point.metric(metric), 99, style)
                    : mean(point, metric, style)));
    cells.add(cpu(point, style));
    cells.add(
        point
            .metric(RpcMetrics.FAILURES)
            .map(failures -> Cell.of(RpcStatus.sum(Optional.of(failures))))
            .orElse(Cell.ABSENT));
    return cells;
  }

  private static Cell percentile(
      Optional<MetricSummary> summary, double percent, ConsoleStyle style) {
    return summary
        .map(found -> found.percentiles().get(percent))
        .map(seconds -> Cell.of(Quantity.text(seconds, Unit.SECONDS, style)))
        .orElse(Cell.ABSENT);
  }

  private static Cell mean(ScenarioResult point, Metric metric, ConsoleStyle style) {
    return point
        .metric(metric)
        .map(summary -> Cell.of(Quantity.text(summary.mean(), metric.unit(), style)))
        .orElse(Cell.ABSENT);
  }

  /** Of both processes, where there are two. */
  private static Cell cpu(ScenarioResult point, ConsoleStyle style) {
    Optional<MetricSummary> client = point.metric(RpcMetrics.CLIENT_CPU);
    double server = point.metric(RpcMetrics.SERVER_CPU).map(MetricSummary::mean).orElse(0.0);
    return client
        .map(summary -> Cell.of(Quantity.text(summary.mean() + server, Unit.SECONDS, style)))
        .orElse(Cell.ABSENT);
  }

  /** What one point has beside another: percents, and effects in their metric's unit. */
  static Table comparisons(List<Row> rows, List<String> varying, ConsoleStyle style) {
    boolean effects = rows.get(0).kind().equals("effect");
    List<Column> columns = new ArrayList<>();
    varying.forEach(name -> columns.add(Column.text(RowTable.heading(name), 6)));
    columns.add(Column.text("Metric"));
    columns.add(Column.text(effects ? "Factor" : "Against", 9));
    columns.add(Column.number("Change"));
    columns.add(effects ? Column.number("Effect", 1) : Column.number("95% confidence", 1));
    Table table = new Table(columns);
    for (Row row : rows) {
      Map<String, Object> values = row.values();
      List<Cell> cells = new ArrayList<>();
      varying.forEach(name -> cells.add(text(values.get("point " + name))));
      cells.add(text(values.get("metric")));
      cells.add(text(values.get(effects ? "factor" : "against")));
      cells.add(percent(values.get(effects ? "percent_of_plain" : "percent")));
      cells.add(effects ? effect(values, style) : interval(values));
      table.add(cells);
    }
    return table;
  }

  private static Cell text(Object value) {
    return value == null ? Cell.ABSENT : Cell.of(value.toString());
  }

  private static Cell percent(Object value) {
    return value instanceof Double number
        ? Cell.of(String.format(Locale.ROOT, "%+.1f%%", number))
        : Cell.ABSENT;
  }

  private static Cell interval(Map<String, Object> values) {
    return values.get("ci95_low") instanceof Double low
            && values.get("ci95_high") instanceof Double high
        ? Cell.of(String.format(Locale.ROOT, "%+.1f%% to %+.1f%%", low, high))
        : Cell.ABSENT;
  }

  private static Cell effect(Map<String, Object> values, ConsoleStyle style) {
    if (!(values.get("effect") instanceof Double effect)) {
      return Cell.ABSENT;
    }
    Unit unit =
        switch (String.valueOf(values.get("unit"))) {
          case "s" -> Unit.SECONDS;
          case "/s" -> Unit.PER_SECOND;
          case "B" -> Unit.BYTES;
          default -> Unit.VALUE;
        };
    return Cell.of(Quantity.text(effect, unit, style));
  }

  /** Rows of a profile, bytes and shares as such. */
  static Table profile(List<Row> rows, ConsoleStyle style) {
    List<String> names = List.copyOf(rows.get(0).values().keySet());
    Table table =
        new Table(
            names.stream()
                .map(
                    name ->
                        rows.get(0).values().get(name) instanceof Number
                            ? Column.number(RowTable.heading(name))
                            : Column.text(RowTable.heading(name)))
                .toList());
    for (Row row : rows) {
      table.add(names.stream().map(name -> cell(name, row.values().get(name), style)).toList());
    }
    return table;
  }

  private static Cell cell(String name, Object value, ConsoleStyle style) {
    if (value instanceof Number number && BYTES.contains(name)) {
      return Cell.of(Quantity.text(number.doubleValue(), Unit.BYTES, style));
    }
    if (value instanceof Double share && name.equals("share")) {
      return Cell.of(String.format(Locale.ROOT, "%.1f%%", 100 * share));
    }
    return text(value);
  }
}
