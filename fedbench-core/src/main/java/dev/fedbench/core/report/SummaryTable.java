package dev.fedbench.core.report;

import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.FederatedSummary;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The federated run in the ten lines that FedZK's users know; without the averages if they were
 * measured and would be over unlike scenarios.
 */
final class SummaryTable {

  private SummaryTable() {}

  static Table of(BenchmarkResult result) {
    FederatedSummary summary = result.summary();
    Table table = new Table(Column.text("Metric"), Column.text("Value"));
    line(table, "Total Clients", Cell.of(summary.clients()));
    line(table, "Successful Clients", Cell.of(successful(summary)));
    line(table, "Clients Triggering Aggregation", Cell.of(summary.aggregatedUpdates()));
    line(table, "Circuit Type", Cell.of(circuit(result)));
    line(table, "MPC Server Used", Cell.of(isSet(result, "proofService") ? "Yes" : "No"));
    if (summary.avgTotalTime().isPresent() || !measured(result, FederatedMetrics.TOTAL)) {
      line(table, "Avg. Training Time", seconds(summary.avgTrainTime()));
      line(table, "Avg. Proof Time", seconds(summary.avgProofTime()));
      line(table, "Avg. Submission Time", seconds(summary.avgSubmitTime()));
      line(table, "Avg. Total Client Time", seconds(summary.avgTotalTime()));
    }
    line(table, "Total Benchmark Duration", seconds(summary.totalDuration()));
    return table;
  }

  private static void line(Table table, String name, Cell value) {
    table.add(Cell.of(name), value);
  }

  private static String successful(FederatedSummary summary) {
    if (summary.clients() == 0) {
      return Long.toString(summary.successfulClients());
    }
    double percent = 100.0 * summary.successfulClients() / summary.clients();
    String shown =
        String.format(Locale.ROOT, percent == Math.rint(percent) ? "%.0f" : "%.1f", percent);
    return "%d (%s%%)".formatted(summary.successfulClients(), shown);
  }

  /** What the updates were proved by; several in a sweep. */
  private static String circuit(BenchmarkResult result) {
    Object proofs = result.config().getOrDefault("proofs", "none");
    List<?> all = proofs instanceof List<?> swept ? swept : List.of(proofs);
    return all.stream()
        .map(String::valueOf)
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(", "));
  }

  private static boolean measured(BenchmarkResult result, Metric metric) {
    return result.scenarios().stream().anyMatch(scenario -> scenario.metric(metric).isPresent());
  }

  private static boolean isSet(BenchmarkResult result, String option) {
    Object value = result.config().get(option);
    return value != null && !value.equals(false);
  }

  private static Cell seconds(OptionalDouble value) {
    Cell cell = Cell.of(value);
    return value.isPresent() ? Cell.of(cell.text() + "s") : cell;
  }
}
