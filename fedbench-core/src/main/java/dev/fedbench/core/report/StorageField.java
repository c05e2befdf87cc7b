package dev.fedbench.core.report;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Row;
import dev.fedbench.metric.Unit;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A column of a table of scenarios, and what stands in it for each. */
record StorageField(Column column, BiFunction<ScenarioResult, ConsoleStyle, Cell> cell) {

  private static final double MEDIAN = 50;

  /** What the scenarios are told apart by. */
  static StorageField parameter(String header, String name) {
    return new StorageField(
        Column.text(header),
        (point, style) ->
            Optional.ofNullable(point.parameters().get(name)).map(Cell::of).orElse(Cell.ABSENT));
  }

  /** How it ended, in a word. */
  static StorageField status() {
    return new StorageField(Column.text("Status", 8), (point, style) -> status(point));
  }

  private static Cell status(ScenarioResult point) {
    Outcome outcome = point.outcome();
    String text = outcome == Outcome.COMPLETED ? "OK" : outcome.name().replace('_', ' ');
    return switch (outcome) {
      case COMPLETED -> new Cell(text, Tone.GOOD);
      case FAILED, LEAK, INCORRECT -> new Cell(text, Tone.BAD);
      case SATURATED, GENERATOR_LIMITED, CANCELLED, SKIPPED -> new Cell(text, Tone.WARNING);
    };
  }

  /** The mean over the iterations. */
  static StorageField mean(String header, Metric metric, int dispensable) {
    return of(header, dispensable, metric.unit(), point -> mean(point, metric));
  }

  static OptionalDouble mean(ScenarioResult point, Metric metric) {
    return point
        .metric(metric)
        .map(summary -> OptionalDouble.of(summary.mean()))
        .orElse(OptionalDouble.empty());
  }

  static StorageField percentile(String header, Metric metric, double percent, int dispensable) {
    return of(
        header,
        dispensable,
        metric.unit(),
        point ->
            point
                .metric(metric)
                .map(summary -> OptionalDouble.of(summary.percentile(percent)))
                .orElse(OptionalDouble.empty()));
  }

  /** One metric over another, in percent. */
  static StorageField share(String header, Metric part, Metric whole, int dispensable) {
    return new StorageField(
        Column.number(header, dispensable),
        (point, style) -> percent(mean(point, part), mean(point, whole)));
  }

  /** What one metric is less than another, in percent of that. */
  static StorageField saved(String header, Metric part, Metric whole, int dispensable) {
    return new StorageField(
        Column.number(header, dispensable),
        (point, style) -> {
          OptionalDouble all = mean(point, whole);
          OptionalDouble rest = mean(point, part);
          return all.isPresent() && rest.isPresent()
              ? percent(OptionalDouble.of(all.getAsDouble() - rest.getAsDouble()), all)
              : Cell.ABSENT;
        });
  }

  private static Cell percent(OptionalDouble part, OptionalDouble whole) {
    return part.isPresent() && whole.isPresent() && whole.getAsDouble() > 0
        ? Cell.of(
            String.format(Locale.ROOT, "%.1f%%", 100 * part.getAsDouble() / whole.getAsDouble()))
        : Cell.ABSENT;
  }

  /**
   * The median of a number over the rows of a kind.
   *
   * @param where what a row must have in that column; the empty map for all rows
   */
  static StorageField row(
      String header,
      String kind,
      Map<String, String> where,
      String name,
      Unit unit,
      int dispensable) {
    return of(header, dispensable, unit, point -> median(point, kind, where, name));
  }

  private static OptionalDouble median(
      ScenarioResult point, String kind, Map<String, String> where, String name) {
    double[] values =
        point.rows(kind).stream()
            .map(Row::values)
            .filter(
                row ->
                    where.entrySet().stream()
                        .allMatch(entry -> entry.getValue().equals(row.get(entry.getKey()))))
            .map(row -> row.get(name))
            .filter(Number.class::isInstance)
            .mapToDouble(number -> ((Number) number).doubleValue())
            .sorted()
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(values[(int) (values.length * MEDIAN / 100)]);
  }

  private static StorageField of(
      String header, int dispensable, Unit unit, Function<ScenarioResult, OptionalDouble> value) {
    return new StorageField(
        Column.number(header, dispensable),
        (point, style) -> {
          OptionalDouble found = value.apply(point);
          return found.isPresent()
              ? Cell.of(Quantity.text(found.getAsDouble(), unit, style))
              : Cell.ABSENT;
        });
  }
}
