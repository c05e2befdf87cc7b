package dev.fedbench.core.engine;

import dev.fedbench.metric.Row;
import dev.fedbench.report.Reporter;
import dev.fedbench.report.RowSink;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reporters of a run. One that fails becomes a warning and does nothing more; the others go on.
 * Thread-safe.
 */
final class Reporting {

  private record Open(Reporter reporter, RowSink sink) {}

  private final Announcer announcer;
  private final List<Open> sinks = new ArrayList<>();
  private final Optional<RowWriter> writer;

  Reporting(List<Reporter> reporters, Plan plan, Announcer announcer) {
    this.announcer = announcer;
    for (Reporter reporter : reporters) {
      try {
        sinks.add(new Open(reporter, reporter.rows(plan)));
      } catch (Exception | Error e) { // a host's code: the others go on
        warn(reporter, e);
      }
    }
    boolean streams = sinks.stream().anyMatch(open -> open.sink != RowSink.NONE);
    writer = streams ? Optional.of(new RowWriter(this::write)) : Optional.empty();
  }

  void row(int scenario, Row row) {
    writer.ifPresent(open -> open.write(scenario, row));
  }

  private synchronized void write(int scenario, Row row) {
    sinks.removeIf(
        open -> {
          try {
            open.sink.accept(scenario, row);
            return false;
          } catch (Exception | Error e) {
            warn(open.reporter, e);
            close(open);
            return true;
          }
        });
  }

  /** Ends the stream of rows: the last are written, and whatever fails now is known. */
  void endRows() {
    writer.ifPresent(RowWriter::close);
  }

  synchronized void report(BenchmarkResult result) {
    sinks.forEach(
        open -> {
          try {
            open.sink.close();
            open.reporter.report(result);
          } catch (Exception | Error e) {
            warn(open.reporter, e);
          }
        });
    sinks.clear();
  }

  private void close(Open open) {
    try {
      open.sink.close();
    } catch (Exception | Error e) {
      warn(open.reporter, e);
    }
  }

  private void warn(Reporter reporter, Throwable e) {
    announcer.warn("the report %s failed: %s".formatted(reporter.name(), e));
  }
}
