package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import java.time.Duration;
import java.util.List;

/** Sizes that take no time worth mentioning. */
final class Tiny {

  private Tiny() {}

  static Sizes sizes(Sizes ignored) {
    return new Sizes(
        List.of(1024),
        List.of(1, 3),
        List.of(4),
        List.of(BenchHandlers.COMPUTE, BenchHandlers.MEMORY),
        100,
        List.of(200.0),
        Duration.ofMillis(500),
        List.of(64),
        500,
        100,
        List.of(4096),
        List.of(Payload.FLOAT32),
        false,
        50,
        3,
        new Extent(20, Duration.ofMillis(20)),
        2);
  }

  static RpcSuiteBuilder suite() {
    return RpcSuite.builder().sizes(Tiny::sizes);
  }
}
