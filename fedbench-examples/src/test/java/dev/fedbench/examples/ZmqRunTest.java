package dev.fedbench.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.core.learning.DigitsClient;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A federated run over ZeroMQ needs only its name. */
@Timeout(120)
class ZmqRunTest {

  @Test
  void five_clients_learn_for_two_rounds_over_zmq() {
    BenchmarkResult result =
        Benchmark.builder()
            .clients(5, DigitsClient::new)
            .noProofs()
            .rounds(2)
            .transport("zmq")
            .run();
    assertThat(result.outcome()).as("%s", result.scenarios()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows()).hasSize(10);
    assertThat(result.scenarios().get(0).roundRows())
        .hasSize(2)
        .allMatch(row -> row.accepted() == 5);
  }
}
