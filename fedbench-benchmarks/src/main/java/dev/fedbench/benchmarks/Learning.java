package dev.fedbench.benchmarks;

import dev.fedbench.Benchmark;
import dev.fedbench.core.learning.DigitsModel;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.RoundRow;
import java.io.PrintStream;
import java.util.List;

/**
 * How well federated training learns, against central training: 20 rounds of ten IID clients
 * against 20 rounds of one client that has all the data, which is central training with as many
 * epochs. Mean of 5 splits.
 */
final class Learning implements Figure {

  private static final int SEEDS = 5;
  private static final int ROUNDS = 20;
  private static final int CLIENTS = 10;

  @Override
  public void measure(PrintStream out) {
    measure(out, DigitsModel.SOFTMAX, 0.94);
    measure(out, DigitsModel.MLP, 0.95);
  }

  private static void measure(PrintStream out, DigitsModel model, double bound) {
    double central = 0;
    double federated = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      central += accuracy(model, 1, seed) / SEEDS;
      federated += accuracy(model, CLIENTS, seed) / SEEDS;
    }
    out.printf(
        "%s: central %.4f (bound: %.2f), %d clients %.4f, difference %.4f (bound: 0.02)%n",
        model, central, bound, CLIENTS, federated, central - federated);
  }

  private static double accuracy(DigitsModel model, int clients, long seed) {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(clients, DigitsWorkload.builder().model(model).dataSeed(seed).build())
            .rounds(ROUNDS)
            .seed(seed)
            .transport("inprocess")
            .signatures(false)
            .run();
    return lastAccuracy(result);
  }

  static double lastAccuracy(BenchmarkResult result) {
    if (result.outcome() != Outcome.COMPLETED) {
      throw new IllegalStateException(result.scenarios().toString());
    }
    List<RoundRow> rounds = result.scenarios().get(0).roundRows();
    return rounds.get(rounds.size() - 1).accuracy().orElseThrow();
  }
}
