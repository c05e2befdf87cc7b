package dev.fedbench.examples.cli;

import dev.fedbench.core.fl.coordinator.CoordinatorObserver;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import java.io.PrintWriter;
import java.util.Locale;

/** A line a round. */
final class RoundLines implements CoordinatorObserver {

  private final PrintWriter out;

  RoundLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void sample(Metric metric, double value) {}

  @Override
  public void round(RoundRow row) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "round %d: model %d, %d of %d updates accepted, %.3f s",
            row.round(),
            row.modelVersion(),
            row.accepted(),
            row.selected(),
            row.duration()));
    row.loss().ifPresent(loss -> line.append(String.format(Locale.ROOT, ", loss %.4f", loss)));
    row.accuracy()
        .ifPresent(value -> line.append(String.format(Locale.ROOT, ", accuracy %.4f", value)));
    out.println(line);
    out.flush();
  }
}
