package dev.fedbench.core.suite.rpc;

import dev.fedbench.core.rpc.CompressingTransport;
import dev.fedbench.core.rpc.Methods;
import dev.fedbench.core.rpc.Scheduler;
import dev.fedbench.core.rpc.Schedulers;
import dev.fedbench.rpc.CallContext;
import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The serving end, in whatever process: the benchmark's methods behind a scheduler, and beside them
 * what tells of the process itself, which waits for nobody.
 */
public final class BenchService implements AutoCloseable {

  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().withCloseGrace(Duration.ofSeconds(1));

  private final BenchHandlers handlers = new BenchHandlers();
  private final ProfileMethod profile = new ProfileMethod();
  private final boolean profiled;
  private final Scheduler scheduler;
  private final RpcServer server;

  private BenchService(
      Transport transport,
      URI bind,
      String scheduler,
      UnaryOperator<Map<String, RpcHandler>> more,
      boolean profiled)
      throws IOException {
    this.profiled = profiled;
    Map<String, RpcHandler> methods = new HashMap<>(handlers.all());
    methods.putAll(more.apply(methods));
    this.scheduler = Schedulers.byName(scheduler, new Methods(methods));
    try {
      this.server = transport.serve(bind, this::handle, OPTIONS);
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
    return new BenchService(
        transport, transport.address("127.0.0.1", 0), scheduler, plain -> more, true);
  }

  /** What a method is called by who compresses its bodies. */
  public static String compressed(Codec codec, String method) {
    return codec.name() + "." + method;
  }

  private static Map<String, RpcHandler> compressed(Map<String, RpcHandler> plain) {
    Map<String, RpcHandler> compressed = new HashMap<>();
    for (Codec codec : Extensions.of(Codec.class).all().values()) {
      plain.forEach(
          (name, handler) ->
              compressed.put(
                  compressed(codec, name),
                  CompressingTransport.unpacking(handler, codec, OPTIONS.maxRequestBytes())));
    }
    return compressed;
  }

  /**
   * Serves the benchmark's methods to anybody, each also under the name of {@link #compressed} for
   * every codec that is found. Does not profile itself at a caller's wish.
   *
   * @param scheduler the scheduler's name
   * @throws IllegalArgumentException if there is no such scheduler, or the address is not of this
   *     transport
   * @throws IOException if the address cannot be bound
   */
  public static BenchService start(Transport transport, URI bind, String scheduler)
      throws IOException {
    return new BenchService(transport, bind, scheduler, BenchService::compressed, false);
  }

  /** Where clients connect. */
  public URI endpoint() {
    return server.endpoint();
  }

  private CompletionStage<RpcResponse> handle(RpcRequest request, CallContext call) {
    if (request.method().equals(ServerState.METHOD)) {
      return CompletableFuture.completedFuture(stats());
    }
    return profiled && request.method().equals(ProfileMethod.NAME)
        ? profile.handle(request, call)
        : scheduler.handle(request, call);
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
