package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkHandle;
import dev.fedbench.core.load.OpenLoop;
import dev.fedbench.core.report.JsonReporter;
import dev.fedbench.core.suite.rpc.RpcSuite;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.Outcome;
import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.suite.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server that is killed while calls are open: they fail with a cause, and the report is whole.
 */
@Timeout(240)
class KilledServerIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"http", "zmq"})
  void the_suite_tells_of_the_scenario_and_runs_the_others(String transport) throws Exception {
    Path file = directory.resolve("report.json");
    BenchmarkHandle run =
        Benchmark.builder()
            .suite(
                RpcSuite.builder()
                    .scenarios("latency")
                    .transports(transport)
                    .payloads(1_024)
                    .requests(50)
                    .loads(200)
                    .loadTime(Duration.ofMinutes(2))
                    .build())
            .profile(Profile.QUICK)
            .warmups(0)
            .iterations(1)
            .reporter(new JsonReporter(file))
            .start();
    killWithOpenCalls();
    BenchmarkResult result = run.result();

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    JsonNode scenarios = JSON.readTree(file.toFile()).get("scenarios");
    JsonNode killed = scenarios.get(0);
    assertThat(killed.get("outcome").asText()).isEqualTo("failed");
    assertThat(killed.get("reason").asText()).contains("ended with exit code 137 during the run");
    JsonNode iteration = rows(killed, "iteration").findFirst().orElseThrow();
    assertThat(iteration.get("reason").asText()).contains("exit code 137");
    long lost = rows(killed, "failure").mapToLong(row -> row.get("count").asLong()).sum();
    assertThat(lost).isPositive();
    assertThat(iteration.get("requests").asLong())
        .isEqualTo(iteration.get("completed").asLong() + lost);
    assertThat(scenarios).hasSize(3);
    for (int i = 1; i < scenarios.size(); i++) {
      assertThat(scenarios.get(i).get("outcome").asText())
          .as(scenarios.get(i).get("reason").asText())
          .isIn("completed", "saturated", "generator_limited");
    }
  }

  private static Stream<JsonNode> rows(JsonNode scenario, String kind) {
    return StreamSupport.stream(scenario.get("rows").spliterator(), false)
        .filter(row -> row.get("kind").asText().equals(kind))
        .map(row -> row.get("values"));
  }

  /** Stops the server's process, so that calls that come are open, and then kills it. */
  private static void killWithOpenCalls() throws Exception {
    while (!underLoad()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    ProcessHandle server =
        ProcessHandle.current()
            .children()
            .filter(child -> command(child).contains("BenchServerMain"))
            .findFirst()
            .orElseThrow();
    new ProcessBuilder("kill", "-STOP", Long.toString(server.pid())).start().waitFor();
    TimeUnit.MILLISECONDS.sleep(300); // some sixty calls are due in it
    server.destroyForcibly();
  }

  private static String command(ProcessHandle process) {
    return String.join(" ", process.info().arguments().orElse(new String[0]));
  }

  private static boolean underLoad() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame -> frame.getClassName().equals(OpenLoop.class.getName()));
  }

  @ParameterizedTest
  @CsvSource({"http,closed", "zmq,closed", "http,open", "zmq,open"})
  void a_load_on_it_says_how_many_calls_failed_and_of_what(String transport, String loop)
      throws Exception {
    try (Fedbench server = Fedbench.start(directory, "rpc", "serve", "--transport", transport);
        Fedbench load = load(transport, loop, server.awaitLine("endpoint "))) {
      awaitConnections(transport, URI.create(server.awaitLine("endpoint ")), 2);
      TimeUnit.SECONDS.sleep(2); // the warm-up, and a while more
      server.kill();
      Fedbench.Said said = load.finish();
      JsonNode figures = JSON.readTree(said.out());
      assertThat(figures.get("outcome").asText())
          .as(said.err())
          .isIn(
              loop.equals("closed")
                  ? List.of("failed")
                  : List.of("failed", "saturated", "generator_limited"));
      assertThat(figures.get("errors_by_cause").has("unavailable")).as(said.out()).isTrue();
      long errors = figures.get("errors").asLong();
      assertThat(errors).isPositive();
      long causes = 0;
      for (JsonNode count : figures.get("errors_by_cause")) {
        causes += count.asLong();
      }
      assertThat(causes).isEqualTo(errors);
      assertThat(figures.get("requests").asLong())
          .isEqualTo(figures.get("completed").asLong() + errors);
      assertThat(said.err()).contains(figures.get("reason").asText(), "first failure: ");
    }
  }

  private Fedbench load(String transport, String loop, String endpoint) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("rpc", "bench", "--transport", transport, "--endpoint", endpoint, "--json"));
    arguments.addAll(List.of("--duration", "5s", "--warm-up", "500ms", "--in-flight", "8"));
    if (loop.equals("open")) {
      arguments.addAll(List.of("--rate", "200"));
    }
    return Fedbench.start(directory, arguments.toArray(String[]::new));
  }

  /** Waits until the server has so many, the one that asks included. */
  private static void awaitConnections(String transport, URI endpoint, int number)
      throws Exception {
    Transport found = Extensions.of(Transport.class).find(transport).orElseThrow();
    try (RpcClient client = found.connect(endpoint, ClientOptions.defaults())) {
      Pattern line = Pattern.compile("connections=(\\d+)");
      while (true) {
        RpcRequest stats = RpcRequest.of("stats", ByteBuffer.allocate(0));
        ByteBuffer body = client.call(stats, Duration.ofSeconds(60)).get().body();
        Matcher told = line.matcher(StandardCharsets.US_ASCII.decode(body));
        assertThat(told.find()).isTrue();
        if (Integer.parseInt(told.group(1)) >= number) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
