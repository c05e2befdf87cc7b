package dev.fedbench.benchmarks;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.core.report.JsonReporter;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A million synthetic clients in one process of 256 MiB of heap: each fits, submits and is
 * aggregated, and the JSON report holds a row of each.
 */
final class MillionClients implements Figure {

  private static final int RUNS = 3;
  private static final List<String> HEAP = List.of("-Xmx256m");

  @Override
  public void measure(PrintStream out) throws Exception {
    double[] small = new double[RUNS];
    double[] large = new double[RUNS];
    double[] signed = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      small[i] = seconds(100_000, false);
      large[i] = seconds(1_000_000, false);
      signed[i] = seconds(100_000, true);
    }
    Median time = Median.of(large);
    out.printf("100,000 clients, unsigned: %s s%n", Median.of(small).text("%.2f"));
    out.printf("1,000,000 clients, unsigned: %s s%n", time.text("%.2f"));
    out.printf(
        "time(1M) / time(100k) = %.2f (bound: 11)%n", time.value() / Median.of(small).value());
    out.printf("clients per second, unsigned: %.0f%n", 1e6 / time.value());
    out.printf("clients per second, signed: %.0f%n", 1e5 / Median.of(signed).value());
  }

  private static double seconds(int clients, boolean signed) throws Exception {
    try (Jvm jvm = Jvm.start(HEAP, MillionClients.class, clients, signed)) {
      Map<String, String> values = jvm.finish();
      long accepted = Long.parseLong(values.get("accepted"));
      long submitted = Long.parseLong(values.get("submitted"));
      if (accepted != clients || submitted != clients) {
        throw new IllegalStateException(
            "%d clients, %d submissions seen by the coordinator, %d accepted"
                .formatted(clients, submitted, accepted));
      }
      return Double.parseDouble(values.get("seconds"));
    }
  }

  /** One run: how many clients, whether signed. */
  public static void main(String[] args) throws Exception {
    Path report = Files.createTempFile("fedbench-million", ".json");
    BenchmarkBuilder builder =
        Benchmark.builder()
            .clients(Integer.parseInt(args[0]))
            .noProofs()
            .transport("inprocess")
            .signatures(Boolean.parseBoolean(args[1]))
            .reporter(new JsonReporter(report));
    BenchmarkResult result = builder.run();
    ScenarioResult run = result.scenarios().get(0);
    if (result.outcome() != Outcome.COMPLETED) {
      throw new IllegalStateException(run.reason().orElse("") + result.warnings());
    }
    System.out.println("seconds " + result.duration().toNanos() / 1e9);
    System.out.println(
        "accepted "
            + Math.round(run.metric(FederatedMetrics.ACCEPTED_UPDATES).orElseThrow().sum()));
    System.out.println(
        "submitted "
            + run.rows("traffic").stream()
                .filter(row -> row.values().get("side").equals("coordinator"))
                .filter(row -> row.values().get("direction").equals("received"))
                .filter(row -> row.values().get("name").equals("submit"))
                .mapToLong(row -> (Long) row.values().get("messages"))
                .sum());
    System.out.println("json " + Files.size(report));
    Files.delete(report);
  }
}
