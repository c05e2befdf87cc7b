package dev.fedbench.benchmarks;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.core.learning.DigitsModel;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.metric.Metric;
import dev.fedbench.proof.ProofPolicy;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.MetricSummary;
import dev.fedbench.result.RoundRow;
import dev.fedbench.result.ScenarioResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * What proofs change about learning: ten IID clients with the perceptron, whose updates are
 * quantised, bounded and proved, against the same clients without. Takes minutes, so once.
 */
final class SecureLearning implements Figure {

  private static final int ROUNDS = 5;
  private static final int CLIENTS = 10;
  private static final long SEED = 1;

  /**
   * Values up to 4 and a norm up to 10, of 2,410 values 1,000 not 0: with this seed the updates of
   * honest clients have values up to 1.09, a norm of 1.2 to 6.7, and 1,749 values not 0 at the
   * least, of half this scale.
   */
  private static final ProofPolicy POLICY =
      ProofPolicy.secure().bits(16).scale(8_192).maxNorm(10).minActive(1_000);

  private static final List<Metric> SHOWN =
      List.of(
          FederatedMetrics.KEY_SETUP,
          FederatedMetrics.PROOF,
          FederatedMetrics.PROOF_CPU,
          FederatedMetrics.PROOF_VERIFICATION_CPU,
          FederatedMetrics.PROOF_BYTES);

  @Override
  public void measure(PrintStream out) throws Exception {
    out.printf(
        "MLP, %d IID clients, %d rounds, seed %d, in process, CPU of the process%n",
        CLIENTS, ROUNDS, SEED);
    BenchmarkResult plain = run(out, "without proofs", builder().noProofs());
    BenchmarkResult secure = run(out, POLICY.toString(), builder().proofs(POLICY));
    ScenarioResult proved = secure.scenarios().get(0);
    for (Metric metric : SHOWN) {
      MetricSummary summary = proved.metric(metric).orElseThrow();
      out.printf(
          "  %s: %d, %.3f to %.3f, mean %.3f, sum %.1f (%s)%n",
          metric.name(),
          summary.count(),
          summary.min(),
          summary.max(),
          summary.mean(),
          summary.sum(),
          metric.unit().name().toLowerCase(Locale.ROOT));
    }
    out.printf(
        "difference: %.4f (bound: 0.01)%n",
        Learning.lastAccuracy(plain) - Learning.lastAccuracy(secure));
  }

  private static BenchmarkBuilder builder() {
    return Benchmark.builder()
        .clients(CLIENTS, DigitsWorkload.builder().model(DigitsModel.MLP).dataSeed(SEED).build())
        .rounds(ROUNDS)
        .seed(SEED)
        .transport("inprocess")
        .signatures(false);
  }

  private static BenchmarkResult run(PrintStream out, String name, BenchmarkBuilder builder)
      throws Exception {
    Costs costs = new Costs();
    BenchmarkResult result = costs.time(Costs.Cpu.PROCESS, builder::run);
    double accuracy = Learning.lastAccuracy(result);
    List<RoundRow> rounds = result.scenarios().get(0).roundRows();
    out.printf(
        "%s: accuracy %.4f, loss %.5f, %d of %d updates accepted, %s%n",
        name,
        accuracy,
        rounds.get(ROUNDS - 1).loss().orElseThrow(),
        rounds.stream().mapToLong(RoundRow::accepted).sum(),
        CLIENTS * ROUNDS,
        costs.seconds());
    return result;
  }
}
