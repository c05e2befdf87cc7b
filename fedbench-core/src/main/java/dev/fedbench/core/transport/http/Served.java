package dev.fedbench.core.transport.http;

import dev.fedbench.core.transport.CallTimer;
import dev.fedbench.core.transport.Topics;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireCounter;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What a server's requests share.
 *
 * @param pollTime how long one who asks for a topic's next version waits at most
 */
record Served(
    RpcHandler handler,
    ServerOptions options,
    Duration pollTime,
    WireCounter counter,
    Topics topics,
    UnderWay underWay,
    CallTimer timer,
    Executor executor) {}
