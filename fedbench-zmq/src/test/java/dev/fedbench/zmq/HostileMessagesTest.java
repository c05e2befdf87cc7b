package dev.fedbench.zmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Peers that send what they should not: the server goes on answering, and its memory is bounded.
 */
@Timeout(60)
class HostileMessagesTest {

  /** The server is to answer within this, whoever else is there. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final ServerOptions SMALL =
      new ServerOptions(10_000, 100, Duration.ofSeconds(30), Duration.ZERO);

  private final ZmqTransport transport =
      ZmqTransport.builder()
          .handshakeTimeout(Duration.ofMillis(300))
          .heartbeat(Duration.ofMillis(300))
          .build();

  @Test
  void random_and_mutated_messages_harm_nobody() throws Exception {
    messages(20_000, 1);
  }

  @Test
  @Tag("slow")
  @Timeout(1_800)
  void a_million_random_and_mutated_messages_harm_nobody() throws Exception {
    messages(1_000_000, 2);
  }

  private void messages(int count, long seed) throws Exception {
    Random random = new Random(seed);
    try (RpcServer server = serve();
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults());
        ZContext context = new ZContext()) {
      answers(client, Duration.ofSeconds(30));
      ZMQ.Socket peer = peer(context, server);
      for (int i = 0; i < count; i++) {
        send(peer, random);
        if (i % 1_000 == 999) {
          answers(client, SOON);
          peer.close();
          peer = peer(context, server);
        }
      }
      assertThat(((ZmqRpcServer) server).refused()).isGreaterThan(count / 10);
      assertThat(((ZmqRpcServer) server).sessions()).isLessThanOrEqualTo(100);
      answers(client, SOON);
    }
  }

  private static ZMQ.Socket peer(ZContext context, RpcServer server) {
    ZMQ.Socket peer = context.createSocket(SocketType.DEALER);
    peer.setLinger(1_000);
    peer.connect("tcp://127.0.0.1:" + server.endpoint().getPort());
    return peer;
  }

  /** One to three frames: noise, or a message of ours of which some bytes are others. */
  private static void send(ZMQ.Socket peer, Random random) {
    byte[] first = random.nextInt(4) == 0 ? noise(random) : mutated(message(random), random);
    int more = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
    peer.send(first, more > 0 ? ZMQ.SNDMORE : 0);
    for (int i = 1; i <= more; i++) {
      peer.send(noise(random), i < more ? ZMQ.SNDMORE : 0);
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(byte[] message, Random random) {
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      message[random.nextInt(message.length)] = (byte) random.nextInt();
    }
    return message;
  }

  private static byte[] message(Random random) {
    switch (random.nextInt(8)) {
      case 0:
        return Frames.hello(
            new Frames.Hello(
                (short) random.nextInt(),
                1_000,
                new SessionId(random.nextLong(), random.nextInt(4)),
                "a stranger"));
      case 1:
        return Frames.cancel(new Frames.Cancel(random.nextBoolean(), random.nextInt(9), "echo"));
      case 2:
        return Frames.subscribe(
            new Frames.Subscribe(random.nextInt(), OptionalLong.empty(), "t" + random.nextInt()));
      case 3:
        return Frames.about(
            random.nextBoolean() ? Kind.CREDIT : Kind.UNSUBSCRIBE, random.nextInt(9));
      case 4:
        return new byte[] {Kind.GONE};
      default:
        ByteBuffer call =
            Frames.call(
                new Frames.Call(
                    random.nextBoolean(),
                    random.nextInt(9),
                    random.nextInt(),
                    random.nextInt(20),
                    random.nextBoolean() ? "echo" : "pend",
                    "key",
                    ByteBuffer.allocate(random.nextInt(100))));
        return call.array();
    }
  }

  @Test
  void random_bytes_in_place_of_ZeroMQ_harm_nobody() throws Exception {
    Random random = new Random(3);
    try (RpcServer server = serve();
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      for (int i = 0; i < 300; i++) {
        try (Socket socket = socket(server)) {
          byte[] bytes = new byte[random.nextInt(2_000)];
          random.nextBytes(bytes);
          if (random.nextBoolean()) {
            byte[] greeting = greeting();
            System.arraycopy(greeting, 0, bytes, 0, Math.min(greeting.length, bytes.length));
          }
          socket.getOutputStream().write(bytes);
        } catch (IOException e) {
          // The server has closed it, which is its right.
        }
        if (i % 50 == 0) {
          answers(client, i == 0 ? Duration.ofSeconds(30) : SOON);
        }
      }
      answers(client, SOON);
    }
  }

  @Test
  void a_length_of_2_to_the_63_and_more_closes_that_connection_alone() throws Exception {
    try (RpcServer server = serve();
        RpcClient client = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      answers(client, Duration.ofSeconds(30));
      for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, 20_000}) {
        try (Socket socket = socket(server)) {
          socket.getOutputStream().write(greeting());
          socket.getOutputStream().write(ready());
          socket
              .getOutputStream()
              .write(ByteBuffer.allocate(9).put((byte) 2).putLong(length).array());
          assertEnds(socket);
        }
        answers(client, SOON);
      }
    }
  }

  @Test
  void a_peer_that_says_nothing_is_closed() throws Exception {
    try (RpcServer server = serve();
        Socket socket = socket(server)) {
      assertEnds(socket);
    }
  }

  @Test
  void a_peer_that_says_nothing_more_is_closed() throws Exception {
    try (RpcServer server = serve();
        Socket socket = socket(server)) {
      socket.getOutputStream().write(greeting());
      socket.getOutputStream().write(ready());
      assertEnds(socket);
    }
  }

  @Test
  void no_more_clients_than_allowed() throws Exception {
    ServerOptions two = new ServerOptions(1_000, 2, Duration.ofSeconds(30), Duration.ZERO);
    try (RpcServer server = transport.serve(transport.address("127.0.0.1", 0), HANDLER, two);
        RpcClient one = transport.connect(server.endpoint(), ClientOptions.defaults());
        RpcClient other = transport.connect(server.endpoint(), ClientOptions.defaults());
        RpcClient third = transport.connect(server.endpoint(), ClientOptions.defaults())) {
      answers(one, Duration.ofSeconds(30));
      answers(other, Duration.ofSeconds(30));
      CompletableFuture<RpcResponse> reply =
          third.call(RpcRequest.of("echo", ByteBuffer.allocate(1)), Duration.ofSeconds(30));
      assertThat(reply)
          .failsWithin(30, TimeUnit.SECONDS)
          .withThrowableThat()
          .withMessageContaining("has 2 clients already");
      answers(one, SOON);
    }
  }

  private static final RpcHandler HANDLER =
      (request, call) ->
          request.method().equals("echo")
              ? CompletableFuture.completedFuture(RpcResponse.result(request.body()))
              : new CompletableFuture<>();

  private RpcServer serve() throws IOException {
    return transport.serve(transport.address("127.0.0.1", 0), HANDLER, SMALL);
  }

  private static void answers(RpcClient client, Duration within) throws Exception {
    ByteBuffer body = ByteBuffer.wrap(new byte[] {1, 2, 3});
    assertThat(client.call(RpcRequest.of("echo", body), within).get().body()).isEqualTo(body);
  }

  private static Socket socket(RpcServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** ZMTP 3.0, NULL. */
  static byte[] greeting() {
    return ByteBuffer.allocate(64)
        .put((byte) 0xff)
        .putLong(1)
        .put((byte) 0x7f)
        .put((byte) 3)
        .put((byte) 0)
        .put("NULL".getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  /** The command that follows. */
  private static byte[] ready() {
    byte[] type = "DEALER".getBytes(StandardCharsets.ISO_8859_1);
    byte[] name = "Socket-Type".getBytes(StandardCharsets.ISO_8859_1);
    int length = 6 + 1 + name.length + 4 + type.length;
    return ByteBuffer.allocate(2 + length)
        .put((byte) 4)
        .put((byte) length)
        .put((byte) 5)
        .put("READY".getBytes(StandardCharsets.ISO_8859_1))
        .put((byte) name.length)
        .put(name)
        .putInt(type.length)
        .put(type)
        .array();
  }

  /** The server closes it. */
  private static void assertEnds(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // What the server has to say.
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the server leaves a connection open", e);
    } catch (IOException e) {
      // Reset: that is an end, too.
    }
  }
}
