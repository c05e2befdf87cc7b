package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.TopicListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client against servers that are not ours, or not any more. */
class HttpStrangeServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private ServerSocket listener;
  private volatile String answer = "";
  private RpcClient client;

  @BeforeEach
  void start() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server = new Thread(this::serve, "strange-server");
    server.setDaemon(true);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + listener.getLocalPort());
    client =
        new HttpTransport()
            .connect(endpoint, ClientOptions.defaults().withMaxResponseBytes(100_000));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    listener.close();
  }

  /** Reads one request's head, answers, and closes; one after the other. */
  private void serve() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        requests.add(head(socket.getInputStream()));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (IOException e) {
        // The client has had enough, or the test is over.
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    int next = in.read();
    while (next >= 0) {
      head.append((char) next);
      next = head.toString().endsWith("\r\n\r\n") ? -1 : in.read();
    }
    return head.toString();
  }

  private CompletableFuture<RpcResponse> call(Duration timeout) {
    return client.call(RpcRequest.of("echo", ByteBuffer.allocate(10)), timeout);
  }

  private static void assertFails(CompletableFuture<?> reply, Reason... reasons) {
    assertThatThrownBy(() -> reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RpcException.class, failure -> assertThat(failure.reason()).isIn((Object[]) reasons));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                        | UNAVAILABLE",
        "HTTP/1.1 20                                               | UNAVAILABLE/PROTOCOL",
        "SSH-2.0-OpenSSH_9.6~~                                     | PROTOCOL",
        "HTTP/1.1 200 OK~Content-Length: 5~~abc                    | UNAVAILABLE",
        "HTTP/1.1 200 OK~Content-Length: 2~Content-Length: 3~~abc  | PROTOCOL",
        "HTTP/1.1 200 OK~Content-Length: 200000~~abc               | TOO_LARGE",
        "HTTP/1.1 404 Not Found~Content-Length: 2~~no              | PROTOCOL",
        "HTTP/1.1 302 Found~Location: /x~Content-Length: 0~~       | PROTOCOL",
        "HTTP/1.1 401 No~WWW-Authenticate: Basic~Content-Length: 0~~ | PROTOCOL",
        "HTTP/1.1 503 Closing~Content-Length: 0~~                  | UNAVAILABLE",
        "HTTP/1.1 100 Continue~~HTTP/1.1 404 No~Content-Length: 0~~ | PROTOCOL"
      })
  void a_strange_answer_fails_the_call_once(String text, String reasons) throws Exception {
    answer = text.replace("~", "\r\n");
    assertFails(
        call(PATIENCE), Stream.of(reasons.split("/")).map(Reason::valueOf).toArray(Reason[]::new));
    assertThat(requests.poll(1, TimeUnit.SECONDS)).startsWith("POST /rpc/echo HTTP/1.1\r\n");
    assertThat(requests.poll(100, TimeUnit.MILLISECONDS)).as("a retry").isNull();
  }

  @Test
  void an_answer_without_a_length_is_bounded_as_it_comes() {
    answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "x".repeat(200_000);
    assertFails(call(PATIENCE), Reason.TOO_LARGE);
  }

  @Test
  void an_answer_without_a_length_ends_with_the_connection() throws Exception {
    answer = "HTTP/1.1 422 Refused\r\n\r\nno, thank you";
    assertThat(call(PATIENCE).get().text()).isEqualTo("no, thank you");
  }

  @Test
  void an_explanation_is_passed_on_without_its_control_characters() {
    answer = "HTTP/1.1 404 No\r\nContent-Length: 12\r\n\r\nab\33[31m\r\ncd!";
    assertThatThrownBy(() -> call(PATIENCE).get()).hasMessageContaining("ab [31m cd!");
  }

  @Test
  void a_request_says_nothing_but_what_the_protocol_needs() throws Exception {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    call(PATIENCE).get();
    assertThat(requests.take().lines().map(line -> line.split(":")[0]))
        .containsExactlyInAnyOrder(
            "POST /rpc/echo HTTP/1.1",
            "Host",
            "Content-Type",
            "Content-Length",
            "Fedbench-Call",
            "Fedbench-Timeout-Ms",
            "Fedbench-Max-Response",
            "");
  }

  @Test
  void calls_have_ids_that_do_not_follow_from_each_other_across_clients() throws Exception {
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    call(PATIENCE).get();
    URI endpoint = URI.create("http://127.0.0.1:" + listener.getLocalPort());
    try (RpcClient other = new HttpTransport().connect(endpoint, ClientOptions.defaults())) {
      other.call(RpcRequest.of("echo", ByteBuffer.allocate(1)), PATIENCE).get();
    }
    String one = id(requests.take());
    String another = id(requests.take());
    assertThat(one).hasSizeGreaterThan(22).matches(Protocol::isCallId);
    assertThat(one.substring(0, 22)).isNotEqualTo(another.substring(0, 22));
  }

  private static String id(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Fedbench-Call: "))
        .map(line -> line.substring("Fedbench-Call: ".length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_server_that_falls_silent_times_out_and_close_does_not_wait_for_it() throws Exception {
    listener.close();
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      RpcClient patient = new HttpTransport().connect(endpoint, ClientOptions.defaults());
      RpcRequest request = RpcRequest.of("echo", ByteBuffer.allocate(10));
      assertFails(patient.call(request, Duration.ofMillis(200)), Reason.TIMEOUT);
      assertFails(patient.call(request, Duration.ofMillis(200)), Reason.TIMEOUT);
      CompletableFuture<RpcResponse> last = patient.call(request, PATIENCE);
      patient.close();
      assertFails(last, Reason.CLOSED);
    }
  }

  @Test
  void nobody_there_is_UNAVAILABLE() throws Exception {
    listener.close();
    assertFails(call(PATIENCE), Reason.UNAVAILABLE);
    BlockingQueue<RpcException> lost = new LinkedBlockingQueue<>();
    client.subscribe(
        "model",
        new TopicListener() {
          @Override
          public void onPublication(long version, ByteBuffer body) {}

          @Override
          public void onLost(RpcException cause) {
            lost.add(cause);
          }
        });
    assertThat(lost.poll(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.UNAVAILABLE);
  }
}
