package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code suite run proof}, in this process. */
class ProofSuiteCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private Terminal.Said run(String suite) {
    return Terminal.run(
        "suite",
        "run",
        suite,
        "--quick",
        "--iterations",
        "1",
        "--warm-ups",
        "0",
        "--output-dir",
        directory.resolve("reports"));
  }

  private JsonNode only(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
      assertThat(found).hasSize(1);
      return JSON.readTree(Files.readAllBytes(found.get(0)));
    }
  }

  @Test
  void points_are_written_in_the_form_of_csp_benchmarks_too() throws IOException {
    Terminal.Said said = run("proof");
    assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.PASS);
    JsonNode points = only("csp-benchmarks-");
    assertThat(points).hasSize(4);
    assertThat(points.get(0).get("proof_duration").asLong()).isPositive();
    assertThat(only("benchmark-results-").get("outcome").asText()).isEqualTo("completed");
  }

  @Test
  void a_verifier_that_believes_everything_ends_in_exit_code_6() throws IOException {
    Path services = Files.createDirectories(directory.resolve("plugin/META-INF/services"));
    Files.writeString(services.resolve("dev.fedbench.suite.Suite"), GullibleSuite.class.getName());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL plugin = directory.resolve("plugin").toUri().toURL();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {plugin}, before)) {
      thread.setContextClassLoader(loader);
      Terminal.Said said = run(GullibleSuite.NAME);
      assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(ExitCode.INCORRECT);
      assertThat(said.out() + said.err()).contains("public signal 0 of statement 0 changed");
      assertThat(only("benchmark-results-").get("outcome").asText()).isEqualTo("incorrect");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
