package dev.fedbench.core.suite;

import static dev.fedbench.metric.FederatedMetrics.ACCEPTED_UPDATES;
import static dev.fedbench.metric.FederatedMetrics.AGGREGATED_UPDATES;
import static dev.fedbench.metric.FederatedMetrics.CLIENTS;
import static dev.fedbench.metric.FederatedMetrics.DURATION;
import static dev.fedbench.metric.FederatedMetrics.EVALUATION;
import static dev.fedbench.metric.FederatedMetrics.FAILED_UPDATES;
import static dev.fedbench.metric.FederatedMetrics.JOIN_TIME;
import static dev.fedbench.metric.FederatedMetrics.MODEL_UPDATE;
import static dev.fedbench.metric.FederatedMetrics.MODEL_UPDATE_ALL;
import static dev.fedbench.metric.FederatedMetrics.PENDING_UPDATES;
import static dev.fedbench.metric.FederatedMetrics.PROCESS_CPU;
import static dev.fedbench.metric.FederatedMetrics.PROOF;
import static dev.fedbench.metric.FederatedMetrics.RESIDUAL;
import static dev.fedbench.metric.FederatedMetrics.RETRIES;
import static dev.fedbench.metric.FederatedMetrics.ROUND;
import static dev.fedbench.metric.FederatedMetrics.SUBMISSION;
import static dev.fedbench.metric.FederatedMetrics.SUCCESSFUL_CLIENTS;
import static dev.fedbench.metric.FederatedMetrics.TOTAL;
import static dev.fedbench.metric.FederatedMetrics.TRAINING;
import static dev.fedbench.metric.FederatedMetrics.TRAINING_CPU;
import static dev.fedbench.metric.FederatedMetrics.TRAIN_TIME;
import static dev.fedbench.metric.FederatedMetrics.VERIFICATION;

import dev.fedbench.Benchmark;
import dev.fedbench.FederatedPoint;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.metric.Metric;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.testing.SuiteContract;
import java.util.List;
import java.util.Set;

/** Federated scenarios keep what a suite's scenarios promise, over both transports. */
class FederatedContractTest implements SuiteContract {

  private record Federated(List<FederatedPoint> points) implements Suite {
    @Override
    public String name() {
      return FederatedScenario.SUITE;
    }

    @Override
    public List<Scenario> scenarios(SuiteContext context) {
      return points.stream()
          .<Scenario>map(point -> new FederatedScenario(point, new RunKeys()))
          .toList();
    }
  }

  @Override
  public Suite suite() {
    return new Federated(
        Benchmark.builder()
            .clients(2, DigitsWorkload.builder().localEpochs(1).build())
            .rounds(1)
            .sweep("transport", "inprocess", "http")
            .config()
            .federated());
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(
        TRAINING,
        TRAINING_CPU,
        PROOF,
        SUBMISSION,
        VERIFICATION,
        TOTAL,
        RESIDUAL,
        DURATION,
        PROCESS_CPU,
        JOIN_TIME,
        TRAIN_TIME,
        MODEL_UPDATE,
        MODEL_UPDATE_ALL,
        ROUND,
        EVALUATION,
        CLIENTS,
        SUCCESSFUL_CLIENTS,
        AGGREGATED_UPDATES,
        ACCEPTED_UPDATES,
        FAILED_UPDATES,
        PENDING_UPDATES,
        RETRIES);
  }

  /** Updates carry no proofs. */
  @Override
  public Set<Metric> optionalMetrics() {
    return Set.of(PROOF);
  }
}
