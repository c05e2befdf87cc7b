package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import dev.fedbench.rpc.RpcHandler;
import java.time.Duration;
import java.util.Map;

/**
 * What all points of a run share.
 *
 * @param warmUp what comes before the first iteration
 * @param handshakes clients that connect one after the other
 * @param profiling what an extra iteration records
 * @param timeout of every call
 * @param patience what is not gone by then was left behind
 * @param methods that are served besides the benchmark's own, or in their place; of a server in
 *     this process alone
 */
record Setting(
    Extent warmUp,
    int handshakes,
    Profiling profiling,
    Duration timeout,
    Duration patience,
    Map<String, RpcHandler> methods) {

  static Setting of(Sizes sizes, Profiling profiling) {
    return new Setting(
        sizes.warmUp(),
        sizes.handshakes(),
        profiling,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Map.of());
  }
}
