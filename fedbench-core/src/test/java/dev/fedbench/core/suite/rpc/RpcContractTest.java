package dev.fedbench.core.suite.rpc;

import dev.fedbench.metric.Metric;
import dev.fedbench.metric.RpcMetrics;
import dev.fedbench.suite.Suite;
import dev.fedbench.testing.SuiteContract;
import java.util.HashSet;
import java.util.Set;

/** The suite keeps what suites promise; servers in this process, over all transports there are. */
class RpcContractTest implements SuiteContract {

  @Override
  public Suite suite() {
    return Tiny.suite().insideThisJvm().build();
  }

  @Override
  public Set<Metric> metrics() {
    Set<Metric> all = new HashSet<>(optionalMetrics());
    all.addAll(
        Set.of(
            RpcMetrics.RESPONSE,
            RpcMetrics.SERVICE,
            RpcMetrics.LATENESS,
            RpcMetrics.JITTER,
            RpcMetrics.THROUGHPUT,
            RpcMetrics.BANDWIDTH,
            RpcMetrics.REQUESTS,
            RpcMetrics.FAILURES,
            RpcMetrics.ERROR_RATE,
            RpcMetrics.CLIENT_CPU,
            RpcMetrics.CLIENT_ALLOCATION,
            RpcMetrics.CLIENT_GC_COUNT,
            RpcMetrics.CLIENT_GC_TIME,
            RpcMetrics.HANDSHAKE,
            RpcMetrics.SCALING_EFFICIENCY,
            RpcMetrics.COMPRESSION_RATIO,
            RpcMetrics.ENVELOPE_BYTES,
            RpcMetrics.WIRE_BYTES));
    return all;
  }

  /** There is no other process. */
  @Override
  public Set<Metric> optionalMetrics() {
    return Set.of(
        RpcMetrics.SERVER_CPU,
        RpcMetrics.SERVER_ALLOCATION,
        RpcMetrics.SERVER_GC_COUNT,
        RpcMetrics.SERVER_GC_TIME);
  }
}
