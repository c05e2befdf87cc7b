package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar as server, as load on it, and as who runs suites. */
class RpcCommandsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private Fedbench.Said bench(String transport, String endpoint, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("rpc", "bench", "--transport", transport, "--endpoint", endpoint, "--json"));
    arguments.addAll(List.of("--duration", "300ms", "--warm-up", "100ms"));
    arguments.addAll(List.of(more));
    return Fedbench.run(directory, arguments.toArray(String[]::new));
  }

  private static void assertMeasured(Fedbench.Said said) throws Exception {
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode figures = JSON.readTree(said.out());
    assertThat(figures.get("outcome").asText()).isEqualTo("completed");
    assertThat(figures.get("errors").asLong()).isZero();
    assertThat(figures.get("requests_per_second").asDouble()).isPositive();
    assertThat(figures.get("megabytes_per_second").asDouble()).isPositive();
    assertThat(figures.get("p50_us").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(figures.get("p95_us").asDouble());
    assertThat(figures.get("p99_us").asDouble())
        .isLessThanOrEqualTo(figures.get("p999_us").asDouble());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "zmq"})
  void a_server_is_measured_with_and_without_compression(String transport) throws Exception {
    try (Fedbench server =
        Fedbench.start(
            directory, "rpc", "serve", "--transport", transport, "--scheduler", "key-serialized")) {
      String endpoint = server.awaitLine("endpoint ");
      assertMeasured(
          bench(transport, endpoint, "--payload", "1000", "--in-flight", "4", "--order-keys", "3"));
      assertMeasured(
          bench(
              transport,
              endpoint,
              "--compress",
              "--payload",
              "20000",
              "--payload-kind",
              "structured"));
      server.interrupt();
      assertThat(server.finish().exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    }
  }

  @Test
  void curve_keys_let_in_who_is_on_the_list() throws Exception {
    String serverKey = newKey("server");
    String clientKey = newKey("client");
    newKey("stranger");
    Files.writeString(directory.resolve("allowed.txt"), clientKey + " client\n");
    try (Fedbench server =
        Fedbench.start(
            directory,
            "rpc",
            "serve",
            "--transport",
            "zmq",
            "--curve-keys",
            "server",
            "--allow",
            "allowed.txt")) {
      String endpoint = server.awaitLine("endpoint ");
      assertMeasured(bench("zmq", endpoint, "--curve-keys", "client", "--server-key", serverKey));
      Fedbench.Said refused =
          bench(
              "zmq",
              endpoint,
              "--curve-keys",
              "stranger",
              "--server-key",
              serverKey,
              "--timeout",
              "500ms");
      assertThat(refused.exitCode()).as(refused.out()).isEqualTo(ExitCode.RUN_ERROR);
      JsonNode figures = JSON.readTree(refused.out());
      assertThat(figures.get("outcome").asText()).isEqualTo("failed");
      assertThat(figures.get("p50_us").isNull()).isTrue();
    }
  }

  private String newKey(String file) throws Exception {
    Fedbench.Said said = Fedbench.run(directory, "rpc", "keys", "--out", file);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out().strip()).hasSize(40);
    return said.out().strip();
  }

  @Test
  void suites_are_listed() throws Exception {
    Fedbench.Said said = Fedbench.run(directory, "suite", "list");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("rpc", "throughput", "latency", "features");
  }

  @Test
  void a_suite_writes_one_report_where_it_is_told() throws Exception {
    Fedbench.Said said =
        Fedbench.run(
            directory,
            "suite",
            "run",
            "rpc",
            "--scenario",
            "throughput",
            "--quick",
            "--transport",
            "inprocess",
            "--output-dir",
            "results");
    assertThat(said.exitCode()).as(said.err() + said.out()).isZero();
    try (Stream<Path> files = Files.list(directory.resolve("results"))) {
      List<Path> reports = files.toList();
      assertThat(reports).hasSize(1);
      assertThat(reports.get(0).getFileName().toString())
          .matches("benchmark-results-\\d{8}-\\d{6}\\.json");
      JsonNode report = JSON.readTree(reports.get(0).toFile());
      assertThat(report.get("scenarios"))
          .isNotEmpty()
          .allSatisfy(
              scenario -> assertThat(scenario.get("scenario").asText()).isEqualTo("throughput"));
    }
  }
}
