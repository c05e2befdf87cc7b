package dev.fedbench.core.report;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioId;
import dev.fedbench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What became of a federated run as its parameters changed: a line per point of the sweep.
 *
 * <p>Updates a second are accepted updates over the duration. Efficiency is updates a second and
 * client, relative to the first point that completed: 100 % is perfect scaling with the clients, or
 * no change with anything else.
 */
final class ScalingTable {

  private final Table table;
  private final List<String> varying;
  private final boolean proofs;
  private final ConsoleStyle style;
  private OptionalDouble first = OptionalDouble.empty();

  private ScalingTable(List<ScenarioResult> points, ConsoleStyle style) {
    List<Column> columns = new ArrayList<>();
    varying = ScenarioId.varying(points.stream().map(ScenarioResult::id).toList());
    varying.forEach(name -> columns.add(Column.text(name)));
    columns.add(Column.number("Duration(s)"));
    columns.add(Column.number("Mean total(s)", 2));
    proofs =
        points.stream()
            .anyMatch(
                point ->
                    mean(point, FederatedMetrics.PROOF, FederatedMetrics.FIRST_PROOF).isPresent());
    if (proofs) {
      columns.add(Column.number("Mean proof(s)", 3));
    }
    columns.add(Column.number("Updates/s"));
    columns.add(Column.number("Efficiency", 1));
    this.table = new Table(columns);
    this.style = style;
    points.forEach(this::add);
  }

  /**
   * The table of a sweep.
   *
   * @param points scenarios of one name, one at least
   */
  static Table of(List<ScenarioResult> points, ConsoleStyle style) {
    return new ScalingTable(points, style).table;
  }

  private void add(ScenarioResult point) {
    OptionalDouble duration = sum(point, FederatedMetrics.DURATION);
    OptionalDouble updates = ratio(sum(point, FederatedMetrics.ACCEPTED_UPDATES), duration);
    OptionalDouble each = ratio(updates, sum(point, FederatedMetrics.CLIENTS));
    if (first.isEmpty() && point.outcome() == Outcome.COMPLETED) {
      first = each;
    }
    List<Cell> cells = new ArrayList<>();
    varying.forEach(name -> cells.add(parameter(point, name)));
    cells.add(Cell.of(duration));
    cells.add(Cell.of(mean(point, FederatedMetrics.TOTAL)));
    if (proofs) {
      cells.add(Cell.of(mean(point, FederatedMetrics.PROOF, FederatedMetrics.FIRST_PROOF)));
    }
    cells.add(
        updates.isPresent()
            ? Cell.of(Quantity.text(updates.getAsDouble(), Unit.PER_SECOND, style))
            : Cell.ABSENT);
    cells.add(efficiency(ratio(each, first)));
    table.add(cells);
  }

  private static Cell parameter(ScenarioResult point, String name) {
    return Optional.ofNullable(point.parameters().get(name)).map(Cell::of).orElse(Cell.ABSENT);
  }

  private static Cell efficiency(OptionalDouble share) {
    return share.isPresent()
        ? Cell.of(String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble()))
        : Cell.ABSENT;
  }

  private static OptionalDouble sum(ScenarioResult point, Metric metric) {
    return point
        .metric(metric)
        .map(summary -> OptionalDouble.of(summary.sum()))
        .orElse(OptionalDouble.empty());
  }

  /** Over all samples of these. */
  private static OptionalDouble mean(ScenarioResult point, Metric... metrics) {
    List<MetricSummary> found =
        Stream.of(metrics).map(point::metric).flatMap(Optional::stream).toList();
    double count = found.stream().mapToDouble(MetricSummary::count).sum();
    double sum = found.stream().mapToDouble(MetricSummary::sum).sum();
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  private static OptionalDouble ratio(OptionalDouble of, OptionalDouble to) {
    return of.isPresent() && to.isPresent() && to.getAsDouble() > 0
        ? OptionalDouble.of(of.getAsDouble() / to.getAsDouble())
        : OptionalDouble.empty();
  }
}
