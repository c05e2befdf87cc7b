package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedulers by their names, and over real transports. */
class SchedulersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Calls in the order in which their handler was entered, each answered by the test. */
  private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();

  private record Pending(RpcRequest request, CompletableFuture<RpcResponse> reply) {
    void answer() {
      reply.complete(RpcResponse.result(request.body().duplicate()));
    }
  }

  private final RpcHandler handler =
      (request, call) -> {
        Pending one = new Pending(request, new CompletableFuture<>());
        call.onCancel(() -> one.reply.complete(RpcResponse.error("stopped")));
        pending.add(one);
        return one.reply;
      };

  static Stream<Transport> transports() {
    return Stream.of(new InProcessTransport(), new HttpTransport());
  }

  private static CompletableFuture<RpcResponse> call(RpcClient client, String key, int number) {
    ByteBuffer body = ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
    return client.call(new RpcRequest("any", key, body), PATIENCE);
  }

  private int next() throws InterruptedException {
    Pending one = pending.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(one).as("the next call").isNotNull();
    one.answer();
    return one.request.body().getInt(0);
  }

  private static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - startNanos).as(what).isLessThan(PATIENCE.toNanos());
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static RpcServer serve(Transport transport, RpcHandler handler) throws Exception {
    return transport.serve(
        transport.address("127.0.0.1", 0),
        handler,
        ServerOptions.defaults().withCloseGrace(Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void keys_are_serialized_over_all_clients(Transport transport) throws Exception {
    Scheduler scheduler = Schedulers.keySerialized(handler);
    ClientOptions options = ClientOptions.defaults().withMaxConnections(4);
    try (RpcServer server = serve(transport, scheduler);
        RpcClient one = transport.connect(server.endpoint(), options);
        RpcClient other = transport.connect(server.endpoint(), options)) {
      CompletableFuture<RpcResponse> first = call(one, "k", 0);
      until("the first runs", () -> scheduler.load().running() == 1);
      CompletableFuture<RpcResponse> second = call(other, "k", 1);
      until("the second waits", () -> scheduler.load().queued() == 1);
      CompletableFuture<RpcResponse> dropped = call(one, "k", 2);
      until("the third waits", () -> scheduler.load().queued() == 2);
      CompletableFuture<RpcResponse> last = call(other, "k", 3);
      until("the fourth waits", () -> scheduler.load().queued() == 3);
      dropped.cancel(true);
      until("the third has left", () -> scheduler.load().queued() == 2);
      CompletableFuture<RpcResponse> elsewhere = call(one, "other", 4);
      until("another key's call runs", () -> scheduler.load().running() == 2);
      assertThat(List.of(next(), next(), next(), next())).containsExactlyInAnyOrder(0, 1, 3, 4);
      for (CompletableFuture<RpcResponse> reply : List.of(first, second, last, elsewhere)) {
        assertThat(reply.get(60, TimeUnit.SECONDS).kind()).isEqualTo(MessageKind.RESULT);
      }
      until("nothing is held", () -> scheduler.load().isIdle());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void a_running_call_that_is_cancelled_hands_its_key_over(Transport transport) throws Exception {
    Scheduler scheduler = Schedulers.keySerialized(handler);
    try (RpcServer server = serve(transport, scheduler);
        RpcClient client =
            transport.connect(server.endpoint(), ClientOptions.defaults().withMaxConnections(2))) {
      CompletableFuture<RpcResponse> first = call(client, "", 0);
      until("the first runs", () -> scheduler.load().running() == 1);
      CompletableFuture<RpcResponse> second = call(client, "", 1);
      until("the second waits", () -> scheduler.load().queued() == 1);
      assertThat(pending.take().request.body().getInt(0)).isZero();
      first.cancel(true);
      assertThat(next()).isEqualTo(1);
      assertThat(second.get(60, TimeUnit.SECONDS).kind()).isEqualTo(MessageKind.RESULT);
      until("nothing is held", () -> scheduler.load().isIdle());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void exit_ordered_calls_start_at_once_and_are_answered_as_they_end(Transport transport)
      throws Exception {
    Scheduler scheduler = Schedulers.exitOrdered(handler);
    try (RpcServer server = serve(transport, scheduler);
        RpcClient client =
            transport.connect(server.endpoint(), ClientOptions.defaults().withMaxConnections(2))) {
      CompletableFuture<RpcResponse> first = call(client, "k", 0);
      until("the first runs", () -> scheduler.load().running() == 1);
      CompletableFuture<RpcResponse> second = call(client, "k", 1);
      until("both run", () -> scheduler.load().running() == 2);
      Pending slow = pending.take();
      pending.take().answer();
      assertThat(second.get(60, TimeUnit.SECONDS).body().getInt(0)).isEqualTo(1);
      assertThat(first).isNotDone();
      slow.answer();
      first.get(60, TimeUnit.SECONDS);
      assertThat(scheduler.load().isIdle()).isTrue();
    }
  }

  @Test
  void schedulers_are_found_by_their_names() {
    assertThat(Schedulers.names()).containsExactly("exit-ordered", "key-serialized");
    for (String name : Schedulers.names()) {
      assertThat(Schedulers.byName(name, handler)).hasToString(name);
    }
    assertThatThrownBy(() -> Schedulers.byName("key-serialised", handler))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown scheduler 'key-serialised'. Did you mean 'key-serialized'?"
                + " Expected exit-ordered or key-serialized");
  }

  @Test
  void an_unknown_method_is_an_ERROR_to_that_call_alone() throws Exception {
    RpcHandler echo =
        (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body()));
    Transport transport = new InProcessTransport();
    try (RpcServer server =
            serve(
                transport, Schedulers.keySerialized(new Methods(Map.of("echo", echo, "b", echo))));
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      RpcResponse response = call(client, "", 1).get(60, TimeUnit.SECONDS);
      assertThat(response.kind()).isEqualTo(MessageKind.ERROR);
      assertThat(response.text()).isEqualTo("unknown method any; this server has b, echo");
      RpcRequest known = RpcRequest.of("echo", ByteBuffer.allocate(3));
      assertThat(client.call(known, PATIENCE).get().kind()).isEqualTo(MessageKind.RESULT);
    }
    assertThatThrownBy(() -> new Methods(Map.of("no/method", echo)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no/method");
  }
}
