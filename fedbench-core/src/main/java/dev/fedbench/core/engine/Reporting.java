package dev.fedbench.core.engine;

import dev.fedbench.metric.Row;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import dev.fedbench.spi.Reporter;
import dev.fedbench.spi.RowSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The reporters of a run. One that fails becomes a warning and does nothing more; the others go on.
 * Thread-safe.
 */
final class Reporting {

  private final Announcer announcer;
  private final Map<Reporter, RowSink> sinks = new LinkedHashMap<>();

  Reporting(List<Reporter> reporters, Plan plan, Announcer announcer) {
    this.announcer = announcer;
    for (Reporter reporter : reporters) {
      try {
        sinks.put(reporter, reporter.rows(plan));
      } catch (Exception e) {
        warn(reporter, e);
      }
    }
  }

  synchronized void row(int scenario, Row row) {
    sinks
        .entrySet()
        .removeIf(
            entry -> {
              try {
                entry.getValue().accept(scenario, row);
                return false;
              } catch (Exception e) {
                warn(entry.getKey(), e);
                closeQuietly(entry.getKey(), entry.getValue());
                return true;
              }
            });
  }

  synchronized void report(BenchmarkResult result) {
    sinks.forEach(
        (reporter, sink) -> {
          try {
            sink.close();
            reporter.report(result);
          } catch (Exception e) {
            warn(reporter, e);
          }
        });
    sinks.clear();
  }

  private void closeQuietly(Reporter reporter, RowSink sink) {
    try {
      sink.close();
    } catch (Exception e) {
      warn(reporter, e);
    }
  }

  private void warn(Reporter reporter, Exception e) {
    announcer.warn("the report %s failed: %s".formatted(reporter.name(), e));
  }
}
