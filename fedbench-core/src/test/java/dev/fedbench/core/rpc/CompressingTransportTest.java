package dev.fedbench.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.Transport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the contract of transports does not ask: peers that lie, and figures. */
class CompressingTransportTest {

  private static final int LIMIT = 10_000;
  private static final ServerOptions OPTIONS =
      ServerOptions.defaults().withMaxRequestBytes(LIMIT).withCloseGrace(Duration.ZERO);

  private final Transport plain = new InProcessTransport();
  private final CompressingTransport compressing =
      new CompressingTransport(plain, new DeflateCodec());
  private final RpcHandler echo =
      (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body()));

  private static RpcResponse call(RpcClient client, ByteBuffer body) throws Exception {
    return client
        .call(RpcRequest.of("echo", body), Duration.ofSeconds(60))
        .get(60, TimeUnit.SECONDS);
  }

  private static Reason failure(RpcClient client, ByteBuffer body) {
    try {
      call(client, body);
      throw new AssertionError("it was answered");
    } catch (ExecutionException e) {
      return ((RpcException) e.getCause()).reason();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ByteBuffer utf8(String text) {
    return StandardCharsets.UTF_8.encode(text);
  }

  @Test
  void it_is_named_after_both_and_has_the_inner_addresses() {
    assertThat(compressing.name()).isEqualTo("inprocess+deflate");
    assertThat(compressing.address("a", 1)).hasToString("inprocess://a:1");
    assertThat(compressing.encrypted()).isEmpty();
    Transport http = new CompressingTransport(new HttpTransport(), new DeflateCodec());
    assertThat(http.encrypted().orElseThrow().name()).isEqualTo("http+deflate");
    assertThat(http.encrypted().orElseThrow().address("a", 1)).hasToString("https://a:1");
  }

  @Test
  void a_request_that_is_too_large_only_when_plain_is_TOO_LARGE() throws Exception {
    try (RpcServer server = compressing.serve(compressing.address("a", 0), echo, OPTIONS);
        RpcClient client = compressing.connect(server.endpoint(), ClientOptions.defaults())) {
      assertThat(failure(client, ByteBuffer.allocate(LIMIT + 1))).isEqualTo(Reason.TOO_LARGE);
      assertThat(call(client, ByteBuffer.allocate(LIMIT)).body().remaining()).isEqualTo(LIMIT);
    }
  }

  @Test
  void a_client_that_sends_no_frames_is_answered_with_a_FAILURE_that_says_so() throws Exception {
    try (RpcServer server = compressing.serve(compressing.address("a", 0), echo, OPTIONS);
        RpcClient client = plain.connect(server.endpoint(), ClientOptions.defaults())) {
      for (String body : new String[] {"", "hello", "{}"}) {
        RpcResponse response = call(client, utf8(body));
        assertThat(response.kind()).isEqualTo(MessageKind.FAILURE);
        assertThat(response.text()).contains("no frame of a compressing transport");
      }
    }
  }

  @Test
  void a_server_that_sends_no_frames_is_a_PROTOCOL_failure() throws Exception {
    RpcHandler other =
        (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(utf8("hello")));
    try (RpcServer server = plain.serve(plain.address("a", 0), other, OPTIONS);
        RpcClient client = compressing.connect(server.endpoint(), ClientOptions.defaults())) {
      assertThat(failure(client, utf8("hello"))).isEqualTo(Reason.PROTOCOL);
      BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
      client.subscribe(
          "topic",
          new TopicListener() {
            @Override
            public void onPublication(long version, ByteBuffer body) {
              throw new AssertionError("version " + version);
            }

            @Override
            public void onLost(RpcException cause) {
              lost.add(cause);
            }
          });
      server.publish("topic", 1, utf8("no frame"));
      server.publish("topic", 2, utf8("no frame either"));
      assertThat(lost.poll(60, TimeUnit.SECONDS).reason()).isEqualTo(Reason.PROTOCOL);
      assertThat(lost).isEmpty();
    }
  }

  @Test
  void refusals_and_errors_pass_as_they_are() throws Exception {
    String text = "no ".repeat(1_000);
    RpcHandler refusing =
        (request, call) -> CompletableFuture.completedFuture(RpcResponse.failure(text));
    try (RpcServer server = compressing.serve(compressing.address("a", 0), refusing, OPTIONS);
        RpcClient framed = compressing.connect(server.endpoint(), ClientOptions.defaults());
        RpcClient bare = plain.connect(server.endpoint(), ClientOptions.defaults())) {
      assertThat(call(framed, utf8("?")).text()).isEqualTo(text);
      ByteBuffer frame = Frame.write(Frame.Kind.PLAIN, 1, utf8("?"));
      assertThat(call(bare, frame).text()).isEqualTo(text);
    }
  }

  @Test
  void it_says_in_numbers_what_it_did() throws Exception {
    try (RpcServer server =
            compressing.serve(compressing.address("a", 0), echo, ServerOptions.defaults());
        RpcClient client = compressing.connect(server.endpoint(), ClientOptions.defaults())) {
      call(client, ByteBuffer.allocate(1_000_000));
      call(client, ByteBuffer.allocate(10));
      CompressionStats stats = compressing.stats();
      assertThat(stats.compressed()).isEqualTo(2);
      assertThat(stats.decompressed()).isEqualTo(2);
      assertThat(stats.small()).isEqualTo(2);
      assertThat(stats.plainBytes()).isEqualTo(2_000_020);
      assertThat(stats.sentBytes()).isBetween(24L, 40_000L);
      assertThat(stats.compressNanos()).isPositive();
      assertThat(stats.decompressNanos()).isPositive();
    }
  }

  @Test
  void to_want_nothing_is_a_mistake() {
    assertThatThrownBy(() -> new CompressingTransport(plain, null))
        .isInstanceOf(NullPointerException.class);
  }
}
