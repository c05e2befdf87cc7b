package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What this transport does besides the contract. */
@Timeout(60)
class ZmqTransportTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().withCloseGrace(Duration.ZERO);

  @Test
  void it_is_found_by_its_name() {
    assertThat(Extensions.of(Transport.class).find("zmq")).containsInstanceOf(ZmqTransport.class);
  }

  @Test
  void handlers_that_block_hold_up_nobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    RpcHandler handler =
        (request, call) -> {
          if (request.method().equals("block")) {
            await(release);
          }
          return CompletableFuture.completedFuture(RpcResponse.result(request.body()));
        };
    ZmqTransport transport = new ZmqTransport();
    try (RpcServer server = transport.serve(transport.address("127.0.0.1", 0), handler, OPTIONS);
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      List<CompletableFuture<RpcResponse>> blocked = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        blocked.add(call(client, "block", i));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(call(client, "quick", i).get(30, TimeUnit.SECONDS).body().getInt(0))
            .isEqualTo(i);
      }
      assertThat(blocked).noneMatch(CompletableFuture::isDone);
      release.countDown();
      for (int i = 0; i < 10; i++) {
        assertThat(blocked.get(i).get(30, TimeUnit.SECONDS).body().getInt(0)).isEqualTo(i);
      }
    } finally {
      release.countDown();
    }
  }

  /** The first call may have arrived before the next is sent. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 30_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(1);
    }
  }

  @Test
  void calls_beyond_the_window_wait_at_the_client() throws Exception {
    ZmqTransport transport = ZmqTransport.builder().window(3).build();
    BlockingQueue<CompletableFuture<RpcResponse>> pending = new LinkedBlockingQueue<>();
    RpcHandler pend =
        (request, call) -> {
          CompletableFuture<RpcResponse> reply = new CompletableFuture<>();
          pending.add(reply);
          return reply;
        };
    try (RpcServer server = transport.serve(transport.address("127.0.0.1", 0), pend, OPTIONS);
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      List<CompletableFuture<RpcResponse>> replies = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        replies.add(call(client, "pend", i));
      }
      for (int i = 0; i < 10; i++) {
        CompletableFuture<RpcResponse> next = pending.poll(30, TimeUnit.SECONDS);
        int sent = Math.min(10, i + 3);
        await(() -> client.stats().traffic().get(0).messages() >= sent);
        assertThat(client.stats().traffic().get(0).messages())
            .as("sent after %d answers", i)
            .isEqualTo(sent);
        next.complete(RpcResponse.failure("" + i));
        assertThat(replies.get(i).get(30, TimeUnit.SECONDS).text()).isEqualTo("" + i);
      }
    }
  }

  @Test
  void where_nobody_listens_a_call_fails_soon() throws Exception {
    ZmqTransport transport = new ZmqTransport();
    RpcServer server =
        transport.serve(
            transport.address("127.0.0.1", 0),
            (request, call) -> new CompletableFuture<>(),
            OPTIONS);
    server.close();
    ClientOptions patient = new ClientOptions("patient", 1, 1_000, Duration.ofMinutes(10));
    try (RpcClient client = transport.connect(server.endpoint(), patient)) {
      assertThat(call(client, "any", 1))
          .failsWithin(LONG)
          .withThrowableThat()
          .withMessageContaining("nobody listens");
    }
  }

  /** Its peer speaks ZeroMQ and then says nothing. Were it not left alone, there were seven. */
  @Test
  void a_connection_that_is_alive_is_given_time() throws Exception {
    ClientOptions brief = ClientOptions.defaults().withConnectTimeout(Duration.ofSeconds(2));
    AtomicInteger connections = new AtomicInteger();
    ZmqTransport transport = new ZmqTransport();
    try (ServerSocket mute = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> greet(mute, connections), "mute-server");
      answering.start();
      URI endpoint = transport.address("127.0.0.1", mute.getLocalPort());
      try (RpcClient client = transport.connect(endpoint, brief)) {
        assertThat(call(client, "any", 1))
            .failsWithin(LONG)
            .withThrowableThat()
            .withMessageContaining("no greeting");
      }
    }
    assertThat(connections).hasValueBetween(1, 5);
  }

  private static void greet(ServerSocket server, AtomicInteger connections) {
    List<Socket> open = new ArrayList<>();
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        connections.incrementAndGet();
        socket.getOutputStream().write(HostileMessagesTest.greeting());
      }
    } catch (IOException e) {
      // closed, as a rule by the test, which is over then
    } finally {
      open.forEach(ZmqTransportTest::close);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    for (Runnable mistake :
        List.<Runnable>of(
            () -> ZmqTransport.builder().window(0).build(),
            () -> ZmqTransport.builder().window(1 << 30).build(),
            () -> ZmqTransport.builder().heartbeat(Duration.ZERO).build(),
            () -> ZmqTransport.builder().handshakeTimeout(Duration.ZERO).build(),
            () -> ZmqTransport.builder().linger(Duration.ofDays(1)).build())) {
      assertThatThrownBy(mistake::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static CompletableFuture<RpcResponse> call(RpcClient client, String method, int number) {
    return client.call(RpcRequest.of(method, ByteBuffer.allocate(4).putInt(0, number)), LONG);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
