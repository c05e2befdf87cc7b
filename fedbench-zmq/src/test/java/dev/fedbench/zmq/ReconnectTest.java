package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.TopicListener;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that break, and servers that vanish. */
@Timeout(60)
class ReconnectTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  /** For a busy machine. */
  private static final ClientOptions PATIENT =
      ClientOptions.defaults().withConnectTimeout(Duration.ofSeconds(20));

  private final ZmqTransport transport = new ZmqTransport();

  @Test
  void calls_survive_200_broken_connections_and_each_is_served_once() throws Exception {
    survive(200);
  }

  @Test
  @Tag("slow")
  @Timeout(1_800)
  void calls_survive_10_000_broken_connections_and_each_is_served_once() throws Exception {
    survive(10_000);
  }

  private void survive(int breaks) throws Exception {
    Map<Integer, AtomicInteger> served = new ConcurrentHashMap<>();
    RpcHandler counting =
        (request, call) -> {
          int number = request.body().getInt(0);
          served.computeIfAbsent(number, n -> new AtomicInteger()).incrementAndGet();
          return CompletableFuture.completedFuture(RpcResponse.result(request.body()));
        };
    int window = 8;
    Semaphore free = new Semaphore(window);
    BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    int calls = 0;
    try (RpcServer server = serve(counting);
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = transport.connect(proxy.endpoint(), PATIENT)) {
      while (proxy.accepted.get() <= breaks) {
        int size = calls % 10 == 0 ? 100_000 : 100;
        int number = calls++;
        free.acquire();
        client
            .call(RpcRequest.of("count", ByteBuffer.allocate(size).putInt(0, number)), LONG)
            .whenComplete(
                (response, cause) -> {
                  if (cause != null || response.body().getInt(0) != number) {
                    failures.add(number + ": " + cause);
                  }
                  free.release();
                });
        if (number % 37 == 36) {
          proxy.cut();
        }
      }
      free.acquire(window);
      assertThat(failures).isEmpty();
      assertThat(served).hasSize(calls);
      assertThat(served.values()).allMatch(count -> count.get() == 1);
      assertThat(client.stats().bytes(Direction.SENT))
          .as("counted once, as often as they were sent")
          .isEqualTo(server.stats().bytes(Direction.RECEIVED));
    }
  }

  @Test
  void a_call_under_way_is_answered_over_the_next_connection() throws Exception {
    BlockingQueue<CompletableFuture<RpcResponse>> pending = new LinkedBlockingQueue<>();
    try (RpcServer server = serve(pend(pending));
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = transport.connect(proxy.endpoint(), PATIENT)) {
      CompletableFuture<RpcResponse> before = call(client);
      CompletableFuture<RpcResponse> during = call(client);
      CompletableFuture<RpcResponse> first = next(pending);
      CompletableFuture<RpcResponse> second = next(pending);
      proxy.cut();
      first.complete(RpcResponse.failure("answered while nobody was there"));
      assertThat(answer(before).text()).isEqualTo("answered while nobody was there");
      second.complete(RpcResponse.failure("answered later"));
      assertThat(answer(during).text()).isEqualTo("answered later");
      assertThat(pending).isEmpty();
    }
  }

  @Test
  void a_subscription_goes_on_over_the_next_connection() throws Exception {
    BlockingQueue<Long> seen = new LinkedBlockingQueue<>();
    try (RpcServer server = serve(pend(new LinkedBlockingQueue<>()));
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = transport.connect(proxy.endpoint(), PATIENT)) {
      client.subscribe("model", (version, body) -> seen.add(version));
      for (long version = 1; version <= 5; version++) {
        server.publish("model", version, ByteBuffer.allocate(10));
        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(version);
        proxy.cut();
      }
      assertThat(seen).isEmpty();
    }
  }

  @Test
  void another_server_in_the_place_of_the_first_ends_what_is_under_way() throws Exception {
    BlockingQueue<CompletableFuture<RpcResponse>> pending = new LinkedBlockingQueue<>();
    BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
    try (RpcServer server = serve(pend(pending));
        RpcServer other = serve(pend(pending));
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = transport.connect(proxy.endpoint(), PATIENT)) {
      client.subscribe("model", new Losing(lost));
      CompletableFuture<RpcResponse> reply = call(client);
      next(pending);
      proxy.leadTo(other.endpoint());
      proxy.cut();
      assertThat(failure(reply)).hasMessageContaining("another server");
      assertThat(lost.poll(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.UNAVAILABLE);
      CompletableFuture<RpcResponse> again = call(client);
      next(pending).complete(RpcResponse.failure("the other"));
      assertThat(answer(again).text()).isEqualTo("the other");
    }
  }

  @Test
  void where_nobody_listens_any_more_all_ends_at_once() throws Exception {
    BlockingQueue<CompletableFuture<RpcResponse>> pending = new LinkedBlockingQueue<>();
    BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
    try (RpcServer server = serve(pend(pending));
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = transport.connect(proxy.endpoint(), PATIENT)) {
      client.subscribe("model", new Losing(lost));
      CompletableFuture<RpcResponse> reply = call(client);
      next(pending);
      proxy.end();
      assertThat(failure(reply)).hasMessageContaining("nobody listens");
      assertThat(lost.poll(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(failure(call(client))).hasMessageContaining("nobody listens");
    }
  }

  @Test
  void a_killed_process_ends_what_is_under_way() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                PendingServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader();
        RpcClient client = transport.connect(URI.create(out.readLine()), PATIENT)) {
      CompletableFuture<RpcResponse> reply = call(client);
      assertThat(out.readLine()).isEqualTo("called");
      process.destroyForcibly();
      assertThat(failure(reply)).hasMessageContaining("nobody listens");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Another process. */
  static final class PendingServer {
    public static void main(String[] args) throws Exception {
      ZmqTransport transport = new ZmqTransport();
      RpcServer server =
          transport.serve(
              transport.address("127.0.0.1", 0),
              (request, call) -> {
                System.out.println("called");
                return new CompletableFuture<>();
              },
              ServerOptions.defaults());
      System.out.println(server.endpoint());
      Thread.currentThread().join();
    }
  }

  @Test
  void a_frozen_network_is_noticed_at_both_ends() throws Exception {
    ZmqTransport quick = ZmqTransport.builder().heartbeat(Duration.ofMillis(200)).build();
    ServerOptions forgetful = new ServerOptions(1_000, 10, Duration.ofMillis(300), Duration.ZERO);
    BlockingQueue<CompletableFuture<RpcResponse>> pending = new LinkedBlockingQueue<>();
    CompletableFuture<Void> told = new CompletableFuture<>();
    RpcHandler handler =
        (request, call) -> {
          call.onCancel(() -> told.complete(null));
          return pend(pending).handle(request, call);
        };
    ClientOptions impatient = new ClientOptions("impatient", 1, 1_000, Duration.ofSeconds(1));
    try (RpcServer server = quick.serve(quick.address("127.0.0.1", 0), handler, forgetful);
        Proxy proxy = new Proxy(server.endpoint());
        RpcClient client = quick.connect(proxy.endpoint(), impatient)) {
      CompletableFuture<RpcResponse> reply = call(client);
      next(pending);
      proxy.freeze();
      assertThat(failure(reply)).hasMessageContaining("no greeting");
      told.get(30, TimeUnit.SECONDS);
    }
  }

  private record Losing(BlockingQueue<RpcException> lost) implements TopicListener {
    @Override
    public void onPublication(long version, ByteBuffer body) {}

    @Override
    public void onLost(RpcException cause) {
      lost.add(cause);
    }
  }

  private RpcServer serve(RpcHandler handler) throws Exception {
    return transport.serve(
        transport.address("127.0.0.1", 0),
        handler,
        ServerOptions.defaults().withCloseGrace(Duration.ZERO));
  }

  private static RpcHandler pend(BlockingQueue<CompletableFuture<RpcResponse>> pending) {
    return (request, call) -> {
      CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
      pending.add(reply);
      return reply;
    };
  }

  private static CompletableFuture<RpcResponse> call(RpcClient client) {
    return client.call(RpcRequest.of("pend", ByteBuffer.allocate(0)), LONG);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(30, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  private static RpcResponse answer(CompletableFuture<RpcResponse> reply) throws Exception {
    return reply.get(30, TimeUnit.SECONDS);
  }

  private static RpcException failure(CompletableFuture<RpcResponse> reply) {
    ExecutionException failure =
        catchThrowableOfType(ExecutionException.class, () -> reply.get(30, TimeUnit.SECONDS));
    RpcException cause = (RpcException) failure.getCause();
    assertThat(cause.reason()).isEqualTo(Reason.UNAVAILABLE);
    return cause;
  }
}
