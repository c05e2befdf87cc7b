package dev.fedbench.core.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.RpcServer;
import dev.fedbench.rpc.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a server answers beside calls. */
class HttpEndpointTest {

  private final HttpTransport transport = new HttpTransport();
  private final BlockingQueue<HttpQuestion> questions = new LinkedBlockingQueue<>();

  private record Answering(
      String method, String path, Function<HttpQuestion, CompletionStage<HttpReply>> how)
      implements HttpEndpoint {

    @Override
    public CompletionStage<HttpReply> answer(HttpQuestion question) {
      return how.apply(question);
    }
  }

  private HttpEndpoint echo(String method, String path) {
    return new Answering(
        method,
        path,
        question -> {
          questions.add(question);
          String body = StandardCharsets.UTF_8.decode(question.body()).toString();
          return CompletableFuture.completedFuture(HttpReply.json(202, "[\"" + body + "\"]"));
        });
  }

  private RpcServer serve(HttpEndpoint... endpoints) throws IOException {
    return serve(Duration.ZERO, endpoints);
  }

  private RpcServer serve(Duration grace, HttpEndpoint... endpoints) throws IOException {
    ServerOptions options =
        ServerOptions.defaults().withMaxRequestBytes(1_000).withCloseGrace(grace);
    return transport.serve(
        transport.address("127.0.0.1", 0),
        (request, call) -> CompletableFuture.completedFuture(RpcResponse.result(request.body())),
        options,
        List.of(endpoints));
  }

  private static RawHttp.Answer ask(RpcServer server, String request) throws IOException {
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      return raw.send(request).receive();
    }
  }

  private static String get(String path) {
    return "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path);
  }

  private static String post(String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nX-Key: one\r\nx-key: two\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(path, body.length(), body);
  }

  @Test
  void a_question_comes_whole_and_its_answer_goes_as_it_is() throws Exception {
    try (RpcServer server = serve(echo("POST", "/submit_update"))) {
      RawHttp.Answer answer = ask(server, post("/submit_update?a=%20b", "hello"));
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.body()).isEqualTo("[\"hello\"]");
      HttpQuestion question = questions.take();
      assertThat(question.method()).isEqualTo("POST");
      assertThat(question.path()).isEqualTo("/submit_update");
      assertThat(question.query()).isEqualTo("a=%20b");
      assertThat(question.header("X-KEY")).contains("one, two");
      assertThat(question.header("absent")).isEmpty();
      assertThat(question.remoteAddress()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void other_paths_and_methods_are_not_there() throws Exception {
    try (RpcServer server = serve(echo("GET", "/status"), echo("POST", "/status"))) {
      assertThat(ask(server, "GET /status HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(202);
      assertThat(ask(server, "GET /status/ HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(404);
      assertThat(ask(server, "GET /statu%73 HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(404);
      RawHttp.Answer refused = ask(server, "PUT /status HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("allow")).isEqualTo("GET, POST");
      assertThat(ask(server, RawHttp.call("echo", "c", "calls go on")).body())
          .isEqualTo("calls go on");
    }
  }

  @Test
  void a_body_is_bounded_like_a_calls() throws Exception {
    try (RpcServer server = serve(echo("POST", "/status"))) {
      assertThat(ask(server, post("/status", "x".repeat(1_001))).status()).isEqualTo(413);
      assertThat(ask(server, post("/status", "x".repeat(1_000))).status()).isEqualTo(202);
      assertThat(questions).hasSize(1);
    }
  }

  @Test
  void a_path_that_ends_with_a_slash_stands_for_what_is_just_below_it() throws Exception {
    try (RpcServer server = serve(echo("GET", "/keys/"), echo("GET", "/keys/special"))) {
      assertThat(ask(server, get("/keys/ab%41c")).status()).isEqualTo(202);
      assertThat(questions.take().path()).isEqualTo("/keys/ab%41c");
      assertThat(ask(server, get("/keys/")).status()).isEqualTo(202);
      assertThat(ask(server, get("/keys/special")).status()).isEqualTo(202);
      assertThat(ask(server, get("/keys/a/b")).status()).isEqualTo(404);
      assertThat(ask(server, get("/keys")).status()).isEqualTo(404);
      assertThat(ask(server, post("/keys/special", "")).status()).isEqualTo(405);
    }
  }

  @Test
  void what_is_refused_by_its_head_gets_that_answer_whatever_its_body() throws Exception {
    HttpEndpoint refusing =
        new HttpEndpoint() {
          @Override
          public String method() {
            return "POST";
          }

          @Override
          public String path() {
            return "/guarded";
          }

          @Override
          public Optional<HttpReply> refusal(HttpQuestion head) {
            questions.add(head);
            if (head.query().equals("break")) {
              throw new IllegalStateException("secret");
            }
            return head.query().equals("open")
                ? Optional.empty()
                : Optional.of(HttpReply.text(401, "no").with("Retry-After", "7"));
          }

          @Override
          public CompletionStage<HttpReply> answer(HttpQuestion question) {
            return CompletableFuture.completedFuture(HttpReply.text(200, "in"));
          }
        };
    try (RpcServer server = serve(refusing);
        RawHttp one = new RawHttp(server.endpoint())) {
      // The bodies are larger than the server takes, the connection stays open all the same.
      for (String body : List.of("", "short", "x".repeat(200_000))) {
        RawHttp.Answer answer = one.send(post("/guarded", body)).receive();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("retry-after")).isEqualTo("7");
        assertThat(answer.body()).isEqualTo("no");
        assertThat(questions.take().body().remaining()).isZero();
      }
      assertThat(one.send(post("/guarded?open", "body")).receive().body()).isEqualTo("in");
      RawHttp.Answer broken = one.send(post("/guarded?break", "body")).receive();
      assertThat(broken.status()).isEqualTo(500);
      assertThat(broken.body()).isNotBlank().doesNotContain("secret");
    }
  }

  @Test
  void a_server_of_endpoints_alone_takes_no_calls_and_has_no_topics() throws Exception {
    try (RpcServer server =
        transport.serve(
            transport.address("127.0.0.1", 0),
            ServerOptions.defaults(),
            List.of(echo("GET", "/status")))) {
      assertThat(ask(server, get("/status")).status()).isEqualTo(202);
      assertThat(ask(server, RawHttp.call("echo", "c", "hello")).status()).isEqualTo(404);
      assertThat(ask(server, get("/topics/model")).status()).isEqualTo(404);
      assertThat(ask(server, post("/cancel/c", "")).status()).isEqualTo(404);
    }
  }

  @Test
  void an_endpoint_that_fails_shows_nothing_of_it() throws Exception {
    HttpEndpoint throwing =
        new Answering(
            "GET",
            "/throws",
            question -> {
              throw new IllegalStateException("secret");
            });
    HttpEndpoint failing =
        new Answering(
            "GET",
            "/fails",
            question -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
    HttpEndpoint nothing = new Answering("GET", "/null", question -> null);
    try (RpcServer server = serve(throwing, failing, nothing)) {
      for (String path : List.of("/throws", "/fails", "/null")) {
        RawHttp.Answer answer = ask(server, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isNotBlank().doesNotContain("secret", "Exception");
      }
    }
  }

  @Test
  void an_endpoint_under_way_is_broken_off_when_the_server_closes() throws Exception {
    HttpEndpoint never =
        new Answering(
            "GET",
            "/never",
            question -> {
              questions.add(question);
              return new CompletableFuture<>();
            });
    RpcServer server = serve(Duration.ofMillis(50), never);
    try (RawHttp raw = new RawHttp(server.endpoint())) {
      raw.send("GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
      questions.take();
      server.close();
      assertThat(raw.receive().status()).isEqualTo(503);
    } finally {
      server.close();
    }
  }

  @Test
  void endpoints_that_clash_are_refused() {
    for (String path : List.of("/rpc/x", "/topics/", "/cancel/1", "health")) {
      assertThatThrownBy(() -> serve(echo("GET", path)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(path);
    }
    assertThatThrownBy(() -> serve(echo("GET", "/a"), echo("GET", "/a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GET /a");
  }
}
