package dev.fedbench.storage.suite;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.result.Outcome;
import dev.fedbench.suite.ScenarioContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a trial records; never cancelled. */
final class Notes implements Recorder, ScenarioContext {

  private final Map<Metric, Double> last = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  double value(Metric metric) {
    return last.get(metric);
  }

  boolean has(Metric metric) {
    return last.containsKey(metric);
  }

  /** Those of a kind. */
  List<Map<String, Object>> rows(String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).map(Row::values).toList();
  }

  List<Row> rows() {
    return rows;
  }

  @Override
  public synchronized void record(Metric metric, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(metric.name() + " is " + value);
    }
    last.put(metric, value);
  }

  @Override
  public synchronized void row(Row row) {
    rows.add(row);
  }

  @Override
  public long seed() {
    return 1;
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void onCancel(Runnable action) {}

  @Override
  public void progress(long done, long total, String what) {}

  @Override
  public void qualify(Outcome outcome, String reason) {
    throw new AssertionError(outcome + ": " + reason);
  }

  @Override
  public void warn(String warning) {
    throw new AssertionError(warning);
  }
}
