package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireStats;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How many connections there are, and what becomes of them. */
class HttpConnectionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().withCloseGrace(Duration.ZERO);
  private static final RpcHandler ECHO =
      (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body()));

  private static RpcServer serve(HttpTransport transport, ServerOptions options)
      throws IOException {
    return transport.serve(transport.address("127.0.0.1", 0), ECHO, options);
  }

  private static void call(RpcClient client, int size) throws Exception {
    RpcRequest request = RpcRequest.of("echo", ByteBuffer.allocate(size));
    assertThat(client.call(request, PATIENCE).get().body().remaining()).isEqualTo(size);
  }

  private static long opened(RpcServer server) {
    return ((HttpRpcServer) server).connections().openedEver();
  }

  @Test
  void each_client_keeps_one_connection_of_its_own() throws Exception {
    HttpTransport transport = new HttpTransport();
    List<RpcClient> clients = new ArrayList<>();
    try (RpcServer server = serve(transport, OPTIONS)) {
      for (int i = 0; i < 30; i++) {
        clients.add(transport.connect(server.endpoint(), ClientOptions.defaults()));
      }
      for (int round = 0; round < 5; round++) {
        for (RpcClient client : clients) {
          call(client, 10_000 * round);
        }
      }
      assertThat(opened(server)).isEqualTo(30);
      clients.forEach(RpcClient::close);
    }
  }

  @Test
  void a_client_opens_no_more_connections_than_it_may() throws Exception {
    HttpTransport transport = new HttpTransport();
    try (RpcServer server = serve(transport, OPTIONS);
        RpcClient client =
            transport.connect(server.endpoint(), ClientOptions.defaults().withMaxConnections(4))) {
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        replies.add(client.call(RpcRequest.of("echo", ByteBuffer.allocate(10)), PATIENCE));
      }
      for (CompletableFuture<RpcResponse> reply : replies) {
        reply.get();
      }
      assertThat(opened(server)).isBetween(1L, 4L);
    }
  }

  @Test
  void a_connection_that_the_server_closed_meanwhile_fails_no_call() throws Exception {
    HttpTransport transport = new HttpTransport();
    ServerOptions impatient = new ServerOptions(1 << 20, 100, Duration.ofSeconds(1), Duration.ZERO);
    try (RpcServer server = serve(transport, impatient);
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      call(client, 10);
      // Once just before the server's timeout, once after it.
      TimeUnit.MILLISECONDS.sleep(900);
      call(client, 10);
      TimeUnit.MILLISECONDS.sleep(1_800);
      call(client, 10);
      assertThat(opened(server)).isEqualTo(3);
    }
  }

  @Test
  void one_address_gets_no_more_connections_than_it_may() throws Exception {
    HttpTransport transport = HttpTransport.builder().maxConnectionsPerAddress(3).build();
    List<RawHttp> held = new ArrayList<>();
    try (RpcServer server = serve(transport, OPTIONS)) {
      for (int i = 0; i < 3; i++) {
        RawHttp raw = new RawHttp(server.endpoint());
        held.add(raw);
        assertThat(raw.send(RawHttp.call("echo", "c" + i, "x")).receive().status()).isEqualTo(200);
      }
      try (RawHttp tooMany = new RawHttp(server.endpoint())) {
        assertThat(answered(tooMany)).isFalse();
      }
      held.remove(0).close();
      boolean answered = false;
      while (!answered) { // until the server has noticed
        try (RawHttp next = new RawHttp(server.endpoint())) {
          answered = answered(next);
        }
      }
    } finally {
      for (RawHttp raw : held) {
        raw.close();
      }
    }
  }

  /** Whether the server serves a call on this connection; it may be closed before or after. */
  private static boolean answered(RawHttp raw) throws IOException {
    try {
      return raw.send(RawHttp.call("echo", "c", "x")).receive().status() == 200;
    } catch (SocketException e) { // reset
      return false;
    }
  }

  @Test
  void waiting_is_not_idling() throws Exception {
    HttpTransport transport = new HttpTransport();
    CompletableFuture<RpcResponse> answer = new CompletableFuture<>();
    CompletableFuture<Long> heard = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    RpcHandler thoughtful =
        (request, call) -> {
          asked.countDown();
          return answer;
        };
    // Long enough for a busy machine to bring a request onto a connection that it has opened.
    ServerOptions impatient = new ServerOptions(1 << 20, 100, Duration.ofSeconds(1), Duration.ZERO);
    try (RpcServer server =
            transport.serve(transport.address("127.0.0.1", 0), thoughtful, impatient);
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      CompletableFuture<RpcResponse> reply =
          client.call(RpcRequest.of("slow", ByteBuffer.allocate(10)), PATIENCE);
      client.subscribe("model", (version, body) -> heard.complete(version));
      asked.await();
      TimeUnit.SECONDS.sleep(1);
      long opened = opened(server);
      TimeUnit.SECONDS.sleep(3);
      answer.complete(RpcResponse.failure("well considered"));
      assertThat(reply.get(60, TimeUnit.SECONDS).text()).isEqualTo("well considered");
      server.publish("model", 7, ByteBuffer.allocate(10));
      assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(opened(server)).isEqualTo(opened);
    }
  }

  @Test
  void a_reader_that_does_not_read_stops_no_other() throws Exception {
    HttpTransport transport = new HttpTransport();
    try (RpcServer server = serve(transport, OPTIONS);
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      List<RawHttp> lazy = new ArrayList<>();
      for (int i = 0; i < 40; i++) { // more than the server has threads
        RawHttp raw = new RawHttp(server.endpoint());
        raw.send(RawHttp.call("echo", "lazy" + i, "x".repeat(8 << 20)));
        lazy.add(raw);
      }
      for (int i = 0; i < 10; i++) {
        call(client, 100_000);
      }
      assertThat(lazy.get(0).receive().body()).hasSize(8 << 20);
      for (RawHttp raw : lazy) {
        raw.close();
      }
    }
  }

  @Test
  void socket_bytes_are_those_of_both_ends_and_include_what_tls_adds() throws Exception {
    HttpTransport plain = new HttpTransport();
    for (HttpTransport transport :
        List.of(plain, (HttpTransport) plain.encrypted().orElseThrow())) {
      try (RpcServer server = serve(transport, OPTIONS)) {
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults());
        for (int i = 0; i < 20; i++) {
          call(client, 50_000);
        }
        client.close();
        awaitClosed(server);
        WireStats ours = client.stats();
        WireStats theirs = server.stats();
        assertThat(ours.socketSent().getAsLong()).isBetween(1_000_000L, 1_020_000L);
        assertThat(theirs.socketReceived().getAsLong())
            .isCloseTo(ours.socketSent().getAsLong(), Offset.offset(100L));
        assertThat(ours.socketReceived().getAsLong())
            .isCloseTo(theirs.socketSent().getAsLong(), Offset.offset(2_000L));
      }
    }
  }

  private static void awaitClosed(RpcServer server) throws InterruptedException {
    while (((HttpRpcServer) server).connections().openNow() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @Test
  void a_fleet_on_this_machine_is_not_taken_for_an_attacker() throws Exception {
    HttpTransport transport = new HttpTransport();
    ServerOptions few = new ServerOptions(1 << 20, 40, Duration.ofSeconds(30), Duration.ZERO);
    List<RpcClient> clients = new ArrayList<>();
    try (RpcServer server = serve(transport, few)) {
      for (int i = 0; i < 40; i++) {
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults());
        clients.add(client);
        call(client, 10);
      }
      clients.forEach(RpcClient::close);
    }
  }
}
