package dev.fedbench.core.suite.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.suite.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The suite as a whole, small. */
@Timeout(120)
class RpcSuiteTest {

  @Test
  void all_of_it_runs_in_this_process_and_over_http_side_by_side() {
    long t = System.nanoTime();
    BenchmarkResult result =
        Benchmark.builder()
            .suite(Tiny.suite().transports("inprocess", "http").build())
            .profile(Profile.QUICK)
            .run();
    result.print();
    System.out.println((System.nanoTime() - t) / 1e9);
    assertThat(result.scenarios())
        .allSatisfy(
            scenario ->
                assertThat(scenario.outcome())
                    .as("%s: %s", scenario.label(), scenario.reason())
                    .isIn(
                        Outcome.COMPLETED,
                        Outcome.SKIPPED,
                        Outcome.GENERATOR_LIMITED,
                        Outcome.SATURATED));
    for (ScenarioResult scenario : result.scenarios()) {
      if (scenario.outcome() == Outcome.COMPLETED) {
        assertThat(scenario.metric(RpcMetrics.THROUGHPUT).orElseThrow().count()).isEqualTo(2);
      }
    }
  }
}
