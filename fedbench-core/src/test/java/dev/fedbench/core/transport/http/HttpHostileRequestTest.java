package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a well-meaning client never sends. */
class HttpHostileRequestTest {

  private static final int MAX_BODY = 10_000;
  private static final String OCTETS = "Content-Type: application/octet-stream\r\n";

  /** What the handler was given. */
  private final List<String> served = new CopyOnWriteArrayList<>();

  private RpcServer server;

  @BeforeEach
  void start() throws IOException {
    ServerOptions options =
        ServerOptions.defaults().withMaxRequestBytes(MAX_BODY).withCloseGrace(Duration.ZERO);
    server =
        new HttpTransport()
            .serve(
                URI.create("http://127.0.0.1:0"),
                (request, call) -> {
                  String body = StandardCharsets.UTF_8.decode(request.body()).toString();
                  served.add(request.method() + ":" + request.orderKey() + ":" + body);
                  return CompletableFuture.completedFuture(
                      RpcResponse.result(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
                },
                options);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> malformed() {
    String host = "Host: x\r\n";
    String call = host + OCTETS + "Fedbench-Call: c1\r\nContent-Length: 2\r\n";
    return Stream.of(
        // Not HTTP at all, or not in this version.
        Arguments.of("nonsense", "\0\1\2\3garbage\r\n\r\n", 400),
        Arguments.of("a TLS hello", "\26\3\1\2\0\1\0\1\374\3\3 and so on\r\n\r\n", 400),
        Arguments.of("no version", "GET /topics/x\r\n\r\n", 505),
        Arguments.of("HTTP/9", "GET /topics/x HTTP/9.9\r\n" + host + "\r\n", 505),
        Arguments.of("HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 426),
        Arguments.of("CONNECT", "CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n", 404),
        Arguments.of("no host", "POST /rpc/echo HTTP/1.1\r\n\r\n", 400),
        Arguments.of("two hosts", "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        Arguments.of("a header folded", "GET /x HTTP/1.1\r\n" + host + "a: b\r\n c\r\n\r\n", 400),
        Arguments.of("a header without a name", "GET /x HTTP/1.1\r\n" + host + ": b\r\n\r\n", 400),
        Arguments.of("a space in a name", "GET /x HTTP/1.1\r\n" + host + "a b: c\r\n\r\n", 400),
        // Framing that two parsers may read differently.
        Arguments.of(
            "length and chunks",
            "POST /rpc/echo HTTP/1.1\r\n" + call + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400),
        Arguments.of(
            "two lengths",
            "POST /rpc/echo HTTP/1.1\r\n" + call + "Content-Length: 3\r\n\r\nabc",
            400),
        Arguments.of(
            "a negative length",
            "POST /rpc/echo HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n",
            400),
        Arguments.of(
            "a length beyond all numbers",
            "POST /rpc/echo HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n",
            400),
        Arguments.of(
            "chunks of no number",
            "POST /rpc/echo HTTP/1.1\r\n"
                + host
                + OCTETS
                + "Fedbench-Call: c1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            400),
        Arguments.of(
            "another encoding",
            "POST /rpc/echo HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n",
            400),
        // Too much head.
        Arguments.of("a long path", "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n", 414),
        Arguments.of(
            "a long header",
            "GET /x HTTP/1.1\r\n" + host + "a: " + "b".repeat(20_000) + "\r\n\r\n",
            431),
        Arguments.of(
            "many headers", "GET /x HTTP/1.1\r\n" + host + "a: b\r\n".repeat(5_000) + "\r\n", 431),
        // Paths.
        Arguments.of("nothing there", "GET / HTTP/1.1\r\n" + host + "\r\n", 404),
        Arguments.of("a file", "GET /etc/passwd HTTP/1.1\r\n" + host + "\r\n", 404),
        Arguments.of("dots", "POST /rpc/../rpc/echo HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("dots only", "POST /rpc/.. HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("escaped dots", "POST /rpc/%2e%2e HTTP/1.1\r\n" + call + "\r\nhi", 400),
        Arguments.of("an escaped slash", "POST /rpc%2fecho HTTP/1.1\r\n" + call + "\r\nhi", 400),
        Arguments.of("an escaped letter", "POST /rpc/ech%6f HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("a broken escape", "POST /rpc/%zz HTTP/1.1\r\n" + call + "\r\nhi", 400),
        Arguments.of("a NUL", "POST /rpc/a%00 HTTP/1.1\r\n" + call + "\r\nhi", 400),
        Arguments.of("a parameter", "POST /rpc/echo;a=b HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("two slashes", "POST //rpc/echo HTTP/1.1\r\n" + call + "\r\nhi", 400),
        Arguments.of("a slash too many", "POST /rpc/echo/ HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("no name", "POST /rpc/ HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of(
            "a long name", "POST /rpc/" + "x".repeat(101) + " HTTP/1.1\r\n" + call + "\r\nhi", 404),
        Arguments.of("a bad call id", "POST /cancel/a.b HTTP/1.1\r\n" + host + "\r\n", 404),
        // Methods.
        Arguments.of("GET of a call", "GET /rpc/echo HTTP/1.1\r\n" + host + "\r\n", 405),
        Arguments.of("POST to a topic", "POST /topics/x HTTP/1.1\r\n" + call + "\r\nhi", 405),
        Arguments.of("TRACE", "TRACE /rpc/echo HTTP/1.1\r\n" + host + "\r\n", 405),
        Arguments.of("OPTIONS", "OPTIONS /rpc/echo HTTP/1.1\r\n" + host + "\r\n", 405),
        Arguments.of("lower case", "post /rpc/echo HTTP/1.1\r\n" + call + "\r\nhi", 405),
        // Our headers.
        Arguments.of("no type", head("Fedbench-Call: c1\r\n"), 415),
        Arguments.of(
            "a web page's type", head("Content-Type: text/plain\r\nFedbench-Call: c1\r\n"), 415),
        Arguments.of("no call id", head(OCTETS), 400),
        Arguments.of("an empty call id", head(OCTETS + "Fedbench-Call:\r\n"), 400),
        Arguments.of("an odd call id", head(OCTETS + "Fedbench-Call: a/b\r\n"), 400),
        Arguments.of(
            "a long call id", head(OCTETS + "Fedbench-Call: " + "a".repeat(65) + "\r\n"), 400),
        Arguments.of(
            "no time", head(OCTETS + "Fedbench-Call: c\r\nFedbench-Timeout-Ms: 0\r\n"), 400),
        Arguments.of(
            "a timeout in words",
            head(OCTETS + "Fedbench-Call: c\r\nFedbench-Timeout-Ms: soon\r\n"),
            400),
        Arguments.of(
            "a timeout in Arabic digits",
            head(OCTETS + "Fedbench-Call: c\r\nFedbench-Timeout-Ms: \u00b2\r\n"),
            400),
        Arguments.of(
            "a broken order key", head(OCTETS + "Fedbench-Call: c\r\nFedbench-Order: %f\r\n"), 400),
        Arguments.of(
            "an order key of no UTF-8",
            head(OCTETS + "Fedbench-Call: c\r\nFedbench-Order: %ff\r\n"),
            400),
        Arguments.of(
            "a long order key",
            head(OCTETS + "Fedbench-Call: c\r\nFedbench-Order: " + "k".repeat(201) + "\r\n"),
            400),
        Arguments.of(
            "no response wanted",
            head(OCTETS + "Fedbench-Call: c\r\nFedbench-Max-Response: 0\r\n"),
            400),
        Arguments.of(
            "a cancel of no method",
            "POST /cancel/abc HTTP/1.1\r\n" + host + "Fedbench-Method: a/b\r\n\r\n",
            400),
        Arguments.of(
            "a version in words", "GET /topics/x?after=first HTTP/1.1\r\n" + host + "\r\n", 400),
        Arguments.of(
            "a version too large",
            "GET /topics/x?after=9223372036854775808 HTTP/1.1\r\n" + host + "\r\n",
            400),
        Arguments.of("another query", "GET /topics/x?since=1 HTTP/1.1\r\n" + host + "\r\n", 400),
        // Bodies.
        Arguments.of(
            "a body one byte too large", RawHttp.call("echo", "c1", "x".repeat(MAX_BODY + 1)), 413),
        Arguments.of(
            "a body that is only announced",
            "POST /rpc/echo HTTP/1.1\r\n"
                + host
                + OCTETS
                + "Fedbench-Call: c1\r\nContent-Length: 999999999999\r\n\r\n",
            413),
        Arguments.of("chunks that are too many", chunks(), 413));
  }

  private static String head(String headers) {
    return "POST /rpc/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + headers + "\r\nhi";
  }

  private static String chunks() {
    String chunk = "3e8\r\n" + "x".repeat(1_000) + "\r\n";
    return "POST /rpc/echo HTTP/1.1\r\nHost: x\r\n"
        + OCTETS
        + "Fedbench-Call: c1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunk.repeat(11)
        + "0\r\n\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void a_malformed_request_gets_a_short_refusal_and_changes_nothing(
      String what, String request, int status) throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      RawHttp.Answer answer = raw.send(request).receive();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.body()).hasSizeLessThan(200);
      assertThat(answer.head() + answer.body())
          .doesNotContainIgnoringCase("jetty", "exception", "<html", "dev.fedbench", "\tat ");
    }
    assertThat(served).isEmpty();
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      assertThat(raw.send(RawHttp.call("echo", "c1", "sound")).receive().body()).isEqualTo("sound");
    }
    assertThat(served).containsExactly("echo::sound");
  }

  @Test
  void a_length_that_promises_more_than_comes_is_served_never() throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      raw.send(RawHttp.call("echo", "c1", "x".repeat(100)).replace("x".repeat(100), "short"));
      raw.socket().shutdownOutput();
      assertThat(raw.receive().status()).isIn(0, 400);
    }
    assertThat(served).isEmpty();
  }

  @Test
  void a_length_that_promises_less_than_comes_ends_the_request_there() throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      raw.send(RawHttp.call("echo", "c1", "ab") + "cd\r\n\r\n");
      assertThat(raw.receive().body()).isEqualTo("ab");
      assertThat(raw.receive().status()).isEqualTo(400);
    }
    assertThat(served).containsExactly("echo::ab");
  }

  @Test
  void requests_on_each_others_heels_are_answered_in_order() throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      raw.send(RawHttp.call("echo", "c1", "one") + RawHttp.call("echo", "c2", "two"));
      assertThat(raw.receive().body()).isEqualTo("one");
      assertThat(raw.receive().body()).isEqualTo("two");
    }
  }

  @Test
  void chunks_and_an_expectation_are_understood() throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      raw.send(
          "POST /rpc/echo HTTP/1.1\r\nHost: x\r\n"
              + OCTETS
              + "Fedbench-Call: c1\r\nFedbench-Order: a%20%c3%a9\r\nExpect: 100-continue\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n");
      assertThat(raw.receive().status()).isEqualTo(100);
      raw.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertThat(raw.receive().body()).isEqualTo("abcde");
    }
    assertThat(served).containsExactly("echo:a \u00e9:abcde");
  }

  @Test
  void an_answer_tells_nothing_of_the_server() throws Exception {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      RawHttp.Answer answer = raw.send(RawHttp.call("echo", "c1", "x")).receive();
      assertThat(answer.head().lines().map(line -> line.split(":")[0]))
          .containsExactlyInAnyOrder(
              "HTTP/1.1 200 OK", "Keep-Alive", "Content-Type", "Content-Length", "");
    }
  }
}
