package dev.fedbench.core.report;

import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.ScenarioResult;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line per transport: how its scenarios ended, how many requests they made, and the most
 * throughput and the lowest median that any of them had, with which one it was. No averages: the
 * scenarios are not alike.
 */
final class RpcSummary {

  private RpcSummary() {}

  static Table of(List<ScenarioResult> all, ConsoleStyle style) {
    Table table =
        new Table(
            Column.text("Transport", 6),
            Column.number("Scenarios"),
            Column.number("OK"),
            Column.text("Others", 9),
            Column.number("Requests", 3),
            Column.number("Failed", 2),
            Column.text("Most requests/s"),
            Column.text("Lowest p50"));
    all.stream()
        .collect(
            Collectors.groupingBy(
                scenario -> scenario.parameters().getOrDefault("transport", "-"),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach((transport, scenarios) -> table.add(line(transport, scenarios, style)));
    return table;
  }

  private static List<Cell> line(
      String transport, List<ScenarioResult> scenarios, ConsoleStyle style) {
    Map<RpcStatus, Long> statuses =
        scenarios.stream()
            .collect(
                Collectors.groupingBy(RpcStatus::of, LinkedHashMap::new, Collectors.counting()));
    long requests =
        scenarios.stream().mapToLong(s -> RpcStatus.sum(s.metric(RpcMetrics.REQUESTS))).sum();
    long failures =
        scenarios.stream().mapToLong(s -> RpcStatus.sum(s.metric(RpcMetrics.FAILURES))).sum();
    long ok = statuses.getOrDefault(RpcStatus.OK, 0L);
    String others =
        statuses.entrySet().stream()
            .filter(entry -> entry.getKey() != RpcStatus.OK)
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", "));
    List<ScenarioResult> sound =
        scenarios.stream().filter(scenario -> RpcStatus.of(scenario).sound()).toList();
    return List.of(
        Cell.of(transport),
        Cell.of(scenarios.size()),
        Cell.of(ok),
        others.isEmpty() ? Cell.ABSENT : Cell.of(others),
        Cell.of(requests),
        Cell.of(failures),
        most(sound, style),
        lowest(sound, style));
  }

  private static Cell most(List<ScenarioResult> sound, ConsoleStyle style) {
    return sound.stream()
        .filter(scenario -> scenario.metric(RpcMetrics.THROUGHPUT).isPresent())
        .max(Comparator.comparingDouble(RpcSummary::throughput))
        .map(best -> cell(throughput(best), Unit.PER_SECOND, best, style))
        .orElse(Cell.ABSENT);
  }

  private static Cell lowest(List<ScenarioResult> sound, ConsoleStyle style) {
    return sound.stream()
        .filter(scenario -> median(scenario).isPresent())
        .min(Comparator.comparingDouble(scenario -> median(scenario).orElseThrow()))
        .map(best -> cell(median(best).orElseThrow(), Unit.SECONDS, best, style))
        .orElse(Cell.ABSENT);
  }

  private static Cell cell(double value, Unit unit, ScenarioResult of, ConsoleStyle style) {
    return Cell.of(
        "%s (%s %s, %s B)"
            .formatted(
                Quantity.text(value, unit, style),
                of.scenario(),
                of.parameters().getOrDefault("test", ""),
                of.parameters().getOrDefault("payload_bytes", "?")));
  }

  private static double throughput(ScenarioResult scenario) {
    return scenario.metric(RpcMetrics.THROUGHPUT).map(MetricSummary::mean).orElse(0.0);
  }

  private static Optional<Double> median(ScenarioResult scenario) {
    return scenario.metric(RpcMetrics.RESPONSE).map(summary -> summary.percentiles().get(50.0));
  }
}
