package dev.fedbench.core.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.Benchmark;
import dev.fedbench.BenchmarkBuilder;
import dev.fedbench.BenchmarkEvent;
import dev.fedbench.core.proof.KeyStore;
import dev.fedbench.core.proofservice.ApiKeys;
import dev.fedbench.core.proofservice.ProofServer;
import dev.fedbench.core.proofservice.ProofServerConfig;
import dev.fedbench.core.report.TextRenderer;
import dev.fedbench.metric.FederatedMetrics;
import dev.fedbench.proof.ProofFallback;
import dev.fedbench.proof.ProofService;
import dev.fedbench.proof.ProofSource;
import dev.fedbench.proof.ProofSystem;
import dev.fedbench.result.BenchmarkResult;
import dev.fedbench.result.ClientRow;
import dev.fedbench.result.Outcome;
import dev.fedbench.result.ScenarioResult;
import dev.fedbench.spi.Extensions;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose clients have their updates proved elsewhere. */
class RemoteProofRunTest {

  private static final String KEY = "a-key-that-is-long-enough-to-be-one-0123456789";

  @TempDir Path directory;

  /** A service in this process that shares the run's key cache. */
  private ProofServer service() throws Exception {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    KeyStore keys = KeyStore.in(directory, warning -> {});
    return ProofServer.start(
        ProofServerConfig.local(0).apiKeys(ApiKeys.of(Set.of(KEY))), system, keys);
  }

  private BenchmarkBuilder run(URI url, ProofFallback fallback) {
    return Benchmark.builder()
        .clients(3)
        .inputSize(2)
        .secure()
        .transport("inprocess")
        .keyCache(directory)
        .proofService(
            ProofService.at(url)
                .apiKey(KEY)
                .fallback(fallback)
                .patience(1, Duration.ofSeconds(20), Duration.ofSeconds(30)));
  }

  private static URI nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  @Test
  void every_client_asks_the_service_once_and_proves_nothing_itself() throws Exception {
    try (ProofServer server = service()) {
      BenchmarkResult result = run(server.endpoint(), ProofFallback.STRICT).run();
      assertThat(result.outcome()).as(text(result)).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows())
          .hasSize(3)
          .allMatch(ClientRow::succeeded)
          .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.REMOTE));
      ScenarioResult scenario = result.scenarios().get(0);
      assertThat(scenario.metric(FederatedMetrics.PROOF_ATTEMPTS).orElseThrow().sum()).isEqualTo(3);
      assertThat(scenario.metric(FederatedMetrics.PROVE_CPU)).isEmpty(); // only the service knows
      assertThat(metrics(server)).contains("generate_proof").contains(" 3");
      assertThat(text(result)).contains("MPC Server Used").contains("Yes").contains("remote");
      assertThat(result.config().toString()).doesNotContain(KEY);
      assertThat(text(result)).doesNotContain(KEY);
    }
  }

  private static String metrics(ProofServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.endpoint().resolve("/metrics"))
            .header("x-api-key", KEY)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.contains("generate_proof") && line.contains("200"))
        .reduce("", String::concat);
  }

  @Test
  void local_and_remote_proving_are_compared_in_one_sweep() throws Exception {
    try (ProofServer server = service()) {
      BenchmarkResult result =
          run(server.endpoint(), ProofFallback.STRICT).sweep("prover", "local", "remote").run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.labels())
          .containsExactly(
              "federated/synthetic [prover=local]", "federated/synthetic [prover=remote]");
      assertThat(result.scenarios())
          .extracting(s -> s.clientRows().get(0).proofSource().orElseThrow())
          .containsExactly(ProofSource.LOCAL, ProofSource.REMOTE);
    }
  }

  @Test
  void a_strict_run_without_its_service_fails_fast_and_proves_nothing() throws Exception {
    URI nowhere = nobody();
    BenchmarkResult result = run(nowhere, ProofFallback.STRICT).run();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.scenarios().get(0).reason().orElse(""))
        .contains(nowhere.toString())
        .contains("strict");
    assertThat(result.clientRows())
        .hasSize(3)
        .noneMatch(ClientRow::succeeded)
        .allSatisfy(row -> assertThat(row.cause().orElse("")).startsWith("PROOF_SERVICE"))
        .allSatisfy(row -> assertThat(row.proofSource()).isEmpty());
    assertThat(result.scenarios().get(0).metric(FederatedMetrics.PROVE)).isEmpty();
  }

  @Test
  void a_warning_run_without_its_service_proves_itself_and_says_so_once_a_client()
      throws Exception {
    BenchmarkResult result = run(nobody(), ProofFallback.WARN).passes(2).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows())
        .hasSize(6)
        .allMatch(ClientRow::succeeded)
        .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.LOCAL_FALLBACK));
    assertThat(result.warnings())
        .filteredOn(warning -> warning.contains("proves locally"))
        .hasSize(3)
        .allMatch(warning -> warning.contains("127.0.0.1"));
  }

  @Test
  void a_silent_run_without_its_service_proves_itself_and_says_nothing() throws Exception {
    BenchmarkResult result = run(nobody(), ProofFallback.SILENT).run();
    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(result.clientRows())
        .allSatisfy(row -> assertThat(row.proofSource()).contains(ProofSource.LOCAL_FALLBACK));
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("proves locally"));
  }

  @Test
  void a_service_that_dies_during_the_run_is_as_one_that_never_was() throws Exception {
    ProofServer server = service();
    Runnable death = server::close;
    try (server) {
      BenchmarkResult result =
          run(server.endpoint(), ProofFallback.WARN)
              .passes(3)
              .parallelism(1)
              .listener(
                  event -> {
                    if (event instanceof BenchmarkEvent.Progress progress && progress.done() == 2) {
                      death.run();
                    }
                  })
              .run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(result.clientRows())
          .extracting(row -> row.proofSource().orElseThrow())
          .contains(ProofSource.REMOTE, ProofSource.LOCAL_FALLBACK)
          .hasSize(9);
    }
  }

  private static String text(BenchmarkResult result) {
    return new TextRenderer().render(result);
  }

  @Test
  void a_service_without_the_runs_keys_says_so_and_the_run_goes_on() throws Exception {
    ProofSystem system = Extensions.of(ProofSystem.class).find("groth16").orElseThrow();
    try (ProofServer server =
        ProofServer.start(
            ProofServerConfig.local(0).apiKeys(ApiKeys.of(Set.of(KEY))),
            system,
            KeyStore.inMemory())) {
      BenchmarkResult result = run(server.endpoint(), ProofFallback.WARN).run();
      assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(List.copyOf(result.warnings())).anyMatch(warning -> warning.contains("key"));
    }
  }
}
