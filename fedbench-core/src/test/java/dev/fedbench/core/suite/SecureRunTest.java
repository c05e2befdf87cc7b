package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import org.junit.jupiter.api.Test;

class SecureRunTest {

  @Test
  void ten_secure_clients() {
    BenchmarkResult result = Benchmark.builder().clients(10).secure().run();
    System.out.println(result.scenarios().get(0).reason());
    result.print();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
  }
}
