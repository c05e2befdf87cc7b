package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as proof server, as its client in a run, and as who verifies. */
class ProofCommandsIT {

  private static final String KEY = "correct-horse-battery-staple";

  @TempDir private Path directory;

  @Test
  void a_server_proves_a_run_that_shares_its_keys_and_a_single_update() throws Exception {
    Files.writeString(directory.resolve("api.txt"), KEY);
    Files.writeString(directory.resolve("gradients.json"), "{\"w\":[0.5,-0.25]}");
    try (Fedbench server =
        Fedbench.start(
            directory,
            "proof-server",
            "--port",
            "0",
            "--circuit",
            "secure:2",
            "--key-cache",
            "keys",
            "--api-key-file",
            "api.txt")) {
      String url = server.awaitLine("ready ");
      Fedbench.Said run =
          Fedbench.run(
              directory,
              "benchmark",
              "run",
              "--secure",
              "-c",
              "2",
              "--input-size",
              "2",
              "--coordinator-port",
              "0",
              "--key-cache",
              "keys",
              "--mpc-server",
              url,
              "--api-key",
              KEY,
              "--fallback-mode",
              "strict");
      assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
      Path report = directory.resolve("benchmark_report.json");
      JsonNode json = new ObjectMapper().readTree(report.toFile());
      assertThat(json.get("summary").get("successful_clients").asInt()).isEqualTo(2);
      assertThat(json.findValuesAsText("proofSource")).containsOnly("remote");
      Fedbench.Said generate =
          Fedbench.run(
              directory,
              "generate",
              "--input",
              "gradients.json",
              "--secure",
              "--mpc-server",
              url,
              "--api-key",
              KEY,
              "--fallback-disabled",
              "--verification-key",
              "key.json");
      assertThat(generate.exitCode()).as(generate.err()).isZero();
      Fedbench.Said verify =
          Fedbench.run(directory, "verify", "-i", "proof.json", "--key", "key.json");
      assertThat(verify.out()).isEqualTo("valid\n");
      assertThat(Files.readString(report) + run.out() + run.err() + generate.out())
          .doesNotContain(KEY);
      server.interrupt();
      Fedbench.Said said = server.finish();
      assertThat(said.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(said.out() + said.err()).doesNotContain(KEY, "Exception");
    }
  }
}
