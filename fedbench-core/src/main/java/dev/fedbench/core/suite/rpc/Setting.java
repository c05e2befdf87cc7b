package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.load.Extent;
import dev.fedbench.rpc.RpcHandler;
import java.util.Map;

/**
 * What all points of a run share.
 *
 * @param warmUp what comes before the first iteration
 * @param handshakes clients that connect one after the other
 * @param profiling what an extra iteration records
 * @param methods that are served besides the benchmark's own; of a server in this process alone
 */
record Setting(
    Extent warmUp, int handshakes, Profiling profiling, Map<String, RpcHandler> methods) {}
