package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users meet it: the packaged jar in a process of its own. */
class CommandLineIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private Fedbench.Said fedbench(String... arguments) throws Exception {
    return Fedbench.run(directory, arguments);
  }

  private JsonNode report(String name) throws Exception {
    return JSON.readTree(directory.resolve(name).toFile());
  }

  @Test
  void a_run_with_defaults_writes_a_report_of_five_clients() throws Exception {
    Fedbench.Said said = fedbench("benchmark", "run", "--coordinator-port", "0");
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out())
        .contains("Total Clients", "Report saved to benchmark_report.json")
        .contains("5 (100%)");
    JsonNode report = report("benchmark_report.json");
    assertThat(report.get("client_metrics")).hasSize(5);
    assertThat(report.get("summary").get("successful_clients").asInt()).isEqualTo(5);
    assertThat(report.get("summary").get("aggregated_updates").asInt()).isEqualTo(1);
    assertThat(report.get("config").get("signatures").asBoolean()).isTrue();
  }

  @Test
  void digits_are_learned_over_http() throws Exception {
    Fedbench.Said said =
        fedbench(
            "benchmark",
            "run",
            "-c",
            "10",
            "--rounds",
            "5",
            "--dataset",
            "digits",
            "--model",
            "mlp",
            "--coordinator-port",
            "0",
            "--csv",
            "clients.csv",
            "-o",
            "digits.json");
    assertThat(said.exitCode()).as(said.err()).isZero();
    JsonNode rounds = report("digits.json").get("scenarios").get(0).get("rounds");
    assertThat(rounds).hasSize(5);
    assertThat(rounds.get(4).get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(rounds.get(4).get("loss").asDouble())
        .isLessThan(rounds.get(0).get("loss").asDouble());
    List<String> lines = Files.readAllLines(directory.resolve("clients.csv"));
    assertThat(lines).hasSize(51);
    assertThat(lines.get(0))
        .isEqualTo(
            "client_id,train_time,proof_time,submit_time,total_time,status,succeeded,model_version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "benchmark"})
  void a_command_that_needs_another_explains_itself_and_fails(String command) throws Exception {
    Fedbench.Said said = command.isEmpty() ? fedbench() : fedbench(command);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.out() + said.err()).contains("Usage:");
  }

  @Test
  void help_names_every_option() throws Exception {
    Fedbench.Said said = fedbench("benchmark", "run", "--help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("Usage:", "--clients", "-c", "--secure", "-s", "--output", "-o", "--csv")
        .contains("--report-url", "--input-size", "--coordinator-host", "--coordinator-port")
        .contains("--coordinator-url", "--transport", "--rounds", "--min-clients", "--deadline")
        .contains("--fraction", "--aggregate-every", "--dataset", "--model", "--alpha")
        .contains("--local-epochs", "--batch-size", "--learning-rate", "--seed", "--no-proofs")
        .contains("--no-signatures", "--fedzk-api", "--open-enrolment");
  }

  @Test
  void every_mistake_is_reported_at_once_and_nothing_is_started_or_written() throws Exception {
    Fedbench.Said said =
        fedbench(
            "benchmark",
            "run",
            "--clients",
            "0",
            "--coordinator-port",
            "70000",
            "--input-size",
            "-1",
            "--min-clients",
            "3",
            "--transport",
            "htpp",
            "--output",
            "missing/r.json",
            "--report-url",
            "ftp://example.org",
            "--deadline",
            "soon",
            "--min-active",
            "3",
            "--fallback-mode",
            "loud",
            "--alpha",
            "1");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains("clients: 0")
        .contains("coordinator port: 70000")
        .contains("input size: -1")
        .contains("min clients: 3")
        .contains("did you mean 'http'")
        .contains("missing")
        .contains("ftp://example.org")
        .contains("'soon' is not a duration")
        .contains("--min-active: bounds secure updates; say --secure too")
        .contains("'loud'")
        .contains("--alpha");
    assertThat(remaining()).isEmpty();
  }

  @Test
  void options_that_contradict_each_other_are_told_together() throws Exception {
    Fedbench.Said said =
        fedbench(
            "benchmark",
            "run",
            "--coordinator-url",
            "http://127.0.0.1:1",
            "--coordinator-port",
            "8001",
            "--rounds",
            "2",
            "--deadline",
            "1s",
            "--encrypted",
            "--fedzk-api",
            "--csv",
            "./benchmark_report.json");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("error: coordinator url: a coordinator runs there already")
        .contains("error: rounds, deadline: decided by the coordinator")
        .contains("error: --encrypted: a transport by name has no keys")
        .contains("error: FedZK's API: is the coordinator's to offer")
        .contains("error: --csv: 'benchmark_report.json' is the JSON report's file, too");
    assertThat(remaining()).isEmpty();
    Fedbench.Said coordinator =
        fedbench("coordinator", "--no-signatures", "--transport", "inprocess");
    assertThat(coordinator.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(coordinator.err()).contains("error: --transport: inprocess is for clients in");
  }

  @Test
  void a_port_in_use_is_named_and_the_run_fails() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Fedbench.Said said = fedbench("benchmark", "run", "--coordinator-port", port);
      assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(said.err()).contains(port);
      assertThat(said.err()).doesNotContain("\tat ");
    }
  }

  @Test
  void the_report_is_posted_once_and_a_failure_is_told_but_not_fatal() throws Exception {
    List<byte[]> bodies = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/bad") ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Fedbench.Said good =
          fedbench("benchmark", "run", "--coordinator-port", "0", "--report-url", url + "/good");
      assertThat(good.exitCode()).as(good.err()).isZero();
      assertThat(bodies).hasSize(1);
      assertThat(bodies.get(0))
          .isEqualTo(Files.readAllBytes(directory.resolve("benchmark_report.json")));
      Fedbench.Said bad =
          fedbench("benchmark", "run", "--coordinator-port", "0", "--report-url", url + "/bad");
      assertThat(bad.exitCode()).isZero();
      assertThat(bodies).hasSize(2);
      assertThat(bad.err()).contains("500");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_coordinator_of_its_own_takes_enrolled_clients_and_no_others() throws Exception {
    Fedbench.Said keys =
        fedbench("keys", "--clients", "4", "--dir", "keys", "--enrol", "clients.txt");
    assertThat(keys.exitCode()).as(keys.err()).isZero();
    assertThat(keys.out()).contains("at most 1000000 examples");
    try (Fedbench coordinator =
        Fedbench.start(
            directory,
            "coordinator",
            "--bind",
            "127.0.0.1:0",
            "--enrol",
            "clients.txt",
            "--rounds",
            "2",
            "--dataset",
            "digits")) {
      String endpoint = coordinator.awaitLine("endpoint");
      Fedbench.Said stranger =
          fedbench(
              "benchmark",
              "run",
              "-c",
              "1",
              "--coordinator-url",
              endpoint,
              "--no-signatures",
              "-o",
              "stranger.json");
      assertThat(stranger.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(stranger.out()).contains("UNSIGNED");
      Fedbench.Said run =
          fedbench(
              "benchmark",
              "run",
              "-c",
              "4",
              "--coordinator-url",
              endpoint,
              "--client-keys",
              "keys",
              "--dataset",
              "digits",
              "-o",
              "run.json");
      assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
      JsonNode report = report("run.json");
      assertThat(report.get("client_metrics")).hasSize(8);
      assertThat(report.get("scenarios").get(0).get("rounds")).hasSize(2);
      Fedbench.Said said = coordinator.finish();
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out()).contains("round 1:", "round 2:", "refused UNSIGNED 1");
    }
  }

  @Test
  void a_coordinator_killed_in_the_middle_fails_its_clients_and_the_report_is_complete()
      throws Exception {
    try (Fedbench coordinator =
            Fedbench.start(
                directory,
                "coordinator",
                "--bind",
                "127.0.0.1:0",
                "--no-signatures",
                "--rounds",
                "100000",
                "-c",
                "3");
        Fedbench run =
            Fedbench.start(
                directory,
                "benchmark",
                "run",
                "-c",
                "3",
                "--no-signatures",
                "--coordinator-url",
                coordinator.awaitLine("endpoint"))) {
      coordinator.awaitLine("round 3:");
      coordinator.kill();
      Fedbench.Said said = run.finish();
      assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(said.err()).contains("coordinator");
      JsonNode report = report("benchmark_report.json");
      assertThat(report.get("outcome").asText()).isEqualTo("failed");
      // Who sends an update of round 3 has heard the end of rounds 1 and 2; perhaps not of this
      // one.
      Map<String, Integer> succeeded = new TreeMap<>();
      Set<String> failed = new TreeSet<>();
      for (JsonNode client : report.get("client_metrics")) {
        String id = client.get("clientId").asText();
        if (client.get("succeeded").asBoolean()) {
          succeeded.merge(id, 1, Integer::sum);
        } else {
          assertThat(client.get("cause").asText()).startsWith("UNAVAILABLE: ").doesNotContain("@");
          failed.add(id);
        }
      }
      assertThat(succeeded).containsOnlyKeys("0", "1", "2");
      assertThat(succeeded.values()).allMatch(rounds -> rounds >= 2);
      assertThat(failed).containsExactly("0", "1", "2");
    }
  }

  @Test
  void without_a_coordinator_the_run_fails_and_says_where_it_looked() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Fedbench.Said said =
        fedbench(
            "benchmark",
            "run",
            "-c",
            "10",
            "--coordinator-url",
            "http://127.0.0.1:" + port,
            "--join-timeout",
            "500ms");
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains("no coordinator at http://127.0.0.1:" + port);
    JsonNode report = report("benchmark_report.json");
    assertThat(report.get("client_metrics"))
        .hasSize(10)
        .allSatisfy(client -> assertThat(client.get("cause").asText()).startsWith("UNAVAILABLE: "));
  }

  @Test
  void an_interrupted_run_saves_what_it_has_and_says_so() throws Exception {
    try (Fedbench run =
        Fedbench.start(
            directory,
            "benchmark",
            "run",
            "-c",
            "4",
            "--rounds",
            "1000000",
            "--coordinator-port",
            "0",
            "--csv",
            "clients.csv")) {
      run.awaitLine("federated/synthetic: started");
      Thread.sleep(1_000); // let it get into its rounds
      run.interrupt();
      Fedbench.Said said = run.finish();
      assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(report("benchmark_report.json").get("outcome").asText()).isEqualTo("cancelled");
    }
  }

  private List<Path> remaining() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> !file.getFileName().toString().matches("(out|err).*\\.txt"))
          .toList();
    }
  }
}
