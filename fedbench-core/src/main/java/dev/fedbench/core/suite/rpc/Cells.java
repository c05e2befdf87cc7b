package dev.fedbench.core.suite.rpc;

import dev.fedbench.metric.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The figures of a run's points so far, a value an iteration: what later points are compared with.
 * Thread-safe.
 */
final class Cells {

  private record Key(String group, String cell, String metric) {}

  private final Map<Key, List<Double>> values = new HashMap<>();

  /** Forgets a cell: it is measured anew. */
  synchronized void restart(String group, String cell) {
    values.keySet().removeIf(key -> key.group.equals(group) && key.cell.equals(cell));
  }

  synchronized void add(String group, String cell, Metric metric, double value) {
    values
        .computeIfAbsent(new Key(group, cell, metric.name()), key -> new ArrayList<>())
        .add(value);
  }

  /** A value an iteration; none if the cell was not measured. */
  synchronized List<Double> of(String group, String cell, Metric metric) {
    return List.copyOf(values.getOrDefault(new Key(group, cell, metric.name()), List.of()));
  }

  OptionalDouble mean(String group, String cell, Metric metric) {
    return of(group, cell, metric).stream().mapToDouble(Double::doubleValue).average();
  }
}
