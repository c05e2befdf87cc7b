package dev.fedbench.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fedbench.report.RowSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server. */
class PostReporterTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  private record Request(
      String method, URI uri, String type, Optional<String> authorization, byte[] body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ok", exchange -> answer(exchange, 204));
    server.createContext("/moved", exchange -> answer(exchange, 307));
    server.createContext("/broken", exchange -> answer(exchange, 500));
    server.createContext("/silent", this::hang);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdown();
  }

  @Test
  void one_post_carries_the_bytes_of_the_json_file() throws IOException {
    Path file = directory.resolve("report.json");
    report(new JsonReporter(file));
    report(new PostReporter(url("/ok")));

    assertThat(requests).hasSize(1);
    Request request = requests.get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.type()).isEqualTo("application/json");
    assertThat(request.authorization()).isEmpty();
    assertThat(request.body()).isEqualTo(Files.readAllBytes(file)).hasSizeGreaterThan(1_000_000);
  }

  /** With rows enough that the body does not fit any buffer on its way. */
  private static void report(dev.fedbench.report.Reporter reporter) throws IOException {
    try (RowSink sink = reporter.rows(Results.plan())) {
      for (int i = 0; i < 5_000; i++) {
        sink.accept(0, Results.accepted(i, 1));
      }
    }
    reporter.report(Results.onePass());
  }

  @Test
  void a_user_in_the_url_is_sent_and_never_shown() throws IOException {
    URI secret = URI.create(url("/ok?key=hush&x=%20y").toString().replace("//", "//me:pa%20ss@"));
    PostReporter reporter = new PostReporter(secret);
    reporter.report(Results.onePass());

    assertThat(requests.get(0).uri()).hasToString("/ok?key=hush&x=%20y");
    assertThat(requests.get(0).authorization()).contains("Basic bWU6cGEgc3M=");
    assertThat(reporter.name())
        .contains("127.0.0.1", "/ok")
        .doesNotContain("hush", "me:", "pa%20ss", "pa ss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/broken", "/moved", "/nowhere"})
  void an_answer_other_than_2xx_is_an_error_and_not_tried_again(String path) {
    PostReporter reporter = new PostReporter(url(path + "?key=hush"));
    assertThatThrownBy(() -> reporter.report(Results.onePass()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path)
        .hasMessageMatching(".*answered [345]\\d\\d; expected 2xx")
        .hasMessageNotContaining("hush");
    assertThat(requests.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void a_server_that_does_not_answer_costs_the_deadline() {
    PostReporter reporter = new PostReporter(url("/silent"), SHORT);
    assertThatThrownBy(() -> reporter.report(Results.onePass()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer within 0.3 s");
  }

  @Test
  void a_server_that_is_not_there_is_named() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PostReporter reporter = new PostReporter(URI.create("http://127.0.0.1:" + port + "/r"));
    assertThatThrownBy(() -> reporter.report(Results.onePass()))
        .isInstanceOf(IOException.class)
        .hasMessage("posting the report to http://127.0.0.1:%d/r: cannot connect", port);
  }

  @Test
  void an_interrupt_ends_the_wait_and_is_kept() {
    Thread.currentThread().interrupt();
    PostReporter reporter = new PostReporter(url("/silent"));
    assertThatThrownBy(() -> reporter.report(Results.onePass()))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/x", "http:/x", "report", "mailto:me@host", "http://a_b/x"})
  void a_url_that_cannot_be_posted_to_is_a_problem(String url) {
    assertThat(new PostReporter(URI.create(url)).problem().orElseThrow()).contains("expected http");
  }

  @Test
  void a_good_url_is_no_problem_and_a_deadline_of_zero_is() {
    URI url = URI.create("https://metrics.example.com/api/fedzk");
    assertThat(new PostReporter(url).problem()).isEmpty();
    assertThat(new PostReporter(url, Duration.ZERO).problem().orElseThrow()).contains("deadline");
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    try (exchange) {
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
              exchange.getRequestBody().readAllBytes()));
      exchange.getResponseHeaders().add("Location", "/ok");
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private void hang(HttpExchange exchange) {
    try (exchange) {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
