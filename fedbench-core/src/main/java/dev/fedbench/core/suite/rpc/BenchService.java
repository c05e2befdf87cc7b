package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.Methods;
import dev.fedbench.core.rpc.Scheduler;
import dev.fedbench.core.rpc.Schedulers;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The serving end, in whatever process: the benchmark's methods behind a scheduler, and beside them
 * what tells of the process itself, which waits for nobody.
 */
final class BenchService implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final BenchHandlers handlers = new BenchHandlers();
  private final ProfileMethod profile = new ProfileMethod();
  private final Scheduler scheduler;
  private final RpcServer server;

  private BenchService(Transport transport, String scheduler, Map<String, RpcHandler> more)
      throws IOException {
    Map<String, RpcHandler> methods = new HashMap<>(handlers.all());
    methods.putAll(more);
    this.scheduler = Schedulers.byName(scheduler, new Methods(methods));
    try {
      this.server =
          transport.serve(
              transport.address("127.0.0.1", 0),
              (request, call) ->
                  switch (request.method()) {
                    case ServerState.METHOD -> CompletableFuture.completedFuture(stats());
                    case ProfileMethod.NAME -> profile.handle(request, call);
                    default -> this.scheduler.handle(request, call);
                  },
              ServerOptions.defaults().withCloseGrace(GRACE));
    } catch (IOException | RuntimeException e) {
      handlers.close();
      profile.close();
      throw e;
    }
  }

  /**
   * Serves on a free port of this machine alone.
   *
   * @param more methods besides the benchmark's own
   */
  static BenchService start(Transport transport, String scheduler, Map<String, RpcHandler> more)
      throws IOException {
    return new BenchService(transport, scheduler, more);
  }

  URI endpoint() {
    return server.endpoint();
  }

  private RpcResponse stats() {
    ServerState state =
        new ServerState(
            Vitals.ofThisProcess(),
            scheduler.load(),
            Sockets.connections(server.endpoint().getPort()));
    return RpcResponse.result(state.encode());
  }

  /** Ends calls, threads and connections. Idempotent. */
  @Override
  public void close() {
    server.close();
    profile.close();
    handlers.close();
  }

  /** The call that asks for the state. */
  static RpcRequest statsRequest() {
    return RpcRequest.of(ServerState.METHOD, ByteBuffer.allocate(0));
  }
}
