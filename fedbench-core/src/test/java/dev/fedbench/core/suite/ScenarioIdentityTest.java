package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.core.learning.DigitsWorkload;
import dev.fedbench.result.BenchmarkResult;
import org.junit.jupiter.api.Test;

class ScenarioIdentityTest {

  private static BenchmarkResult run(DigitsWorkload workload) {
    return Benchmark.builder().clients(2, workload).rounds(1).transport("inprocess").run();
  }

  @Test
  void another_learning_rate_is_another_scenario_and_stands_in_the_configuration() {
    BenchmarkResult one = run(DigitsWorkload.builder().localEpochs(1).build());
    BenchmarkResult other =
        run(DigitsWorkload.builder().localEpochs(1).learningRate(0.5).batchSize(4).build());
    assertThat(one.scenarios().get(0).id()).isNotEqualTo(other.scenarios().get(0).id());
    assertThat(other.config())
        .containsEntry("learningRate", "0.5")
        .containsEntry("batchSize", "4")
        .containsEntry("localEpochs", "1");
    assertThat(run(DigitsWorkload.builder().localEpochs(1).build()).scenarios().get(0).id())
        .isEqualTo(one.scenarios().get(0).id());
  }
}
