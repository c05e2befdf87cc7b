package dev.fedbench.testing;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Remembers which metrics were recorded, and holds a trial to what a recorder asks of it. */
final class Tape implements Recorder {

  private final Set<Metric> metrics = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean rows = new AtomicBoolean();

  @Override
  public void record(Metric metric, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s: %s; expected a finite value".formatted(metric.name(), value));
    }
    metrics.add(metric);
  }

  @Override
  public void row(Row row) {
    rows.set(true);
  }

  boolean isEmpty() {
    return metrics.isEmpty() && !rows.get();
  }

  Set<Metric> metrics() {
    return Set.copyOf(metrics);
  }
}
