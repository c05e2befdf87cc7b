package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.fedbench.spi.Problems;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands proof-server, generate and verify, in this process. */
class ProofCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "correct-horse-battery-staple";

  @TempDir private Path directory;
  private Path input;
  private Path proof;
  private Path key;
  private Path cache;

  @BeforeEach
  void anUpdate() throws IOException {
    input = directory.resolve("gradients.json");
    proof = directory.resolve("proof.json");
    key = directory.resolve("key.json");
    cache = directory.resolve("keys");
    Files.writeString(input, "{\"w\": [0.5, -0.25], \"b\": [0.125]}");
  }

  private Terminal.Said generate(Object... more) {
    Stream<Object> given =
        Stream.of("generate", "-i", input, "-o", proof, "--verification-key", key);
    return Terminal.run(
        Stream.concat(Stream.concat(given, Stream.of("--key-cache", cache)), Stream.of(more))
            .toArray());
  }

  /** A server in a thread of its own, until it is interrupted. */
  private static final class Running implements AutoCloseable {
    final Terminal terminal = new Terminal();
    final CompletableFuture<Terminal.Said> end = new CompletableFuture<>();
    final Thread thread;

    Running(Object... arguments) {
      thread = new Thread(() -> end.complete(terminal.execute(arguments)), "test-server");
      thread.start();
    }

    Terminal.Said stop() throws Exception {
      thread.interrupt();
      return end.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({"--secure, secure-3-16", "--bits=20, standard-3-20"})
  void a_proof_made_here_is_an_array_of_two_and_verifies(String option, String circuit)
      throws Exception {
    Terminal.Said said = generate(option);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains(circuit, "made here");
    JsonNode pair = JSON.readTree(proof.toFile());
    assertThat(pair.isArray()).isTrue();
    assertThat(pair).hasSize(2);
    assertThat(pair.get(0).get("protocol").asText()).isEqualTo("groth16");
    assertThat(pair.get(1).get(0).isTextual()).isTrue();
    assertThat(Terminal.run("verify", "--input", proof, "--key", key))
        .isEqualTo(new Terminal.Said(ExitCode.PASS, "valid\n", ""));
    assertThat(
            Terminal.run("verify", "-i", proof, "--key-cache", cache, "--circuit", circuit).out())
        .isEqualTo("valid\n");
    assertThat(JSON.readTree(key.toFile()).get("setup").asText()).contains("insecure");
  }

  @Test
  void whatever_is_not_that_proof_is_invalid() throws Exception {
    generate("--secure");
    ArrayNode pair = (ArrayNode) JSON.readTree(proof.toFile());
    ((ArrayNode) pair.get(1)).set(2, "0");
    Path tampered = Files.writeString(directory.resolve("tampered.json"), pair.toString());
    Terminal.Said said = Terminal.run("verify", "-i", tampered, "--key", key);
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.out()).isEqualTo("invalid\n");
    for (String garbage : new String[] {"", "[]", "[1]", "[1,2]", "[1,2,3]", "{}", "cat"}) {
      Files.writeString(tampered, garbage);
      said = Terminal.run("verify", "-i", tampered, "--key", key);
      assertThat(said.exitCode()).as(garbage).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(said.out()).as(garbage).isEqualTo("invalid\n");
    }
    // A secure proof is none under the standard circuit's key.
    Path other = directory.resolve("other.json");
    Terminal.run(
        "generate",
        "-i",
        input,
        "-o",
        directory.resolve("s.json"),
        "--verification-key",
        other,
        "--key-cache",
        cache);
    assertThat(Terminal.run("verify", "-i", proof, "--key", other).out()).isEqualTo("invalid\n");
  }

  @Test
  void an_update_beyond_its_bounds_has_no_proof_and_no_file() {
    Terminal.Said said = generate("--secure", "--max-norm", "0.1");
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains("error: ", "secure-3-16");
    assertThat(proof).doesNotExist();
    assertThat(generate("--secure", "--min-active", "4").exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(generate("--scale", "1000000").err()).contains("tensor 'w', index 0");
    assertThat(proof).doesNotExist();
  }

  @Test
  void mistakes_are_told_together_and_nothing_is_written() throws Exception {
    Terminal.Said said =
        Terminal.run(
            "generate",
            "-i",
            directory.resolve("missing"),
            "-o",
            directory.resolve("no/p.json"),
            "--max-norm",
            "1",
            "--bits",
            "40",
            "--fallback-disabled",
            "--api-key",
            KEY);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("there is no file", "no directory", "--max-norm", "bits: 40")
        .contains("--fallback-disabled: is for a proof service", "--api-key: is for")
        .doesNotContain(KEY);
    Files.writeString(input, "{\"w\": [\"x\"]}");
    assertThat(generate().err()).contains("--input: gradients, tensor 1, index 0");
    said = Terminal.run("verify", "-i", input);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--key: name");
    said = Terminal.run("verify", "-i", input, "--key", input);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    said = Terminal.run("verify", "-i", input, "--key-cache", cache, "--circuit", "cat");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("'cat'");
  }

  @Test
  void a_cache_without_keys_cannot_verify() {
    generate();
    Terminal.Said said =
        Terminal.run(
            "verify",
            "-i",
            proof,
            "--key-cache",
            directory.resolve("empty"),
            "--circuit",
            "standard:3");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("had no keys of standard:3");
  }

  @Test
  void a_service_that_is_down_is_an_error_when_the_fallback_is_disabled_and_no_file_is_written()
      throws Exception {
    String url = nobody();
    Terminal.Said said = generate("--mpc-server", url, "--api-key", KEY, "--fallback-disabled");
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err())
        .contains("error: proof service " + url + ": cannot connect")
        .contains("fallback is disabled")
        .doesNotContain(KEY);
    assertThat(proof).doesNotExist();
    assertThat(key).doesNotExist();
    assertThat(cache).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"warn, true", "silent, false"})
  void otherwise_it_is_proved_here(String mode, boolean said) throws Exception {
    String url = nobody();
    Terminal.Said done = generate("--mpc-server", url, "--fallback-mode", mode);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.err().contains("cannot connect")).isEqualTo(said);
    assertThat(done.out()).contains("made here");
    assertThat(Terminal.run("verify", "-i", proof, "--key", key).out()).isEqualTo("valid\n");
  }

  private static String nobody() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return "http://127.0.0.1:" + free.getLocalPort();
    }
  }

  @Test
  void a_server_proves_for_who_has_its_key_and_ends_when_it_is_interrupted() throws Exception {
    Path keys = Files.writeString(directory.resolve("api.txt"), "# mine\n" + KEY + "\n\n");
    try (Running server =
        new Running(
            "proof-server",
            "--port",
            "0",
            "--circuit",
            "secure:3",
            "--circuit",
            "standard-3-16",
            "--key-cache",
            directory.resolve("its-keys"),
            "--api-key-file",
            keys)) {
      String url = server.terminal.awaitLine("ready ");
      Terminal.Said said = generate("--secure", "--mpc-server", url, "--api-key", KEY);
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out()).contains("made by " + url);
      assertThat(cache).doesNotExist();
      assertThat(Terminal.run("verify", "-i", proof, "--key", key).out()).isEqualTo("valid\n");
      Files.delete(proof);
      said =
          generate(
              "--secure",
              "--mpc-server",
              url,
              "--api-key",
              "wrong-horse-battery-staple",
              "--fallback-disabled");
      assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(said.err()).contains("401: Invalid API key");
      assertThat(proof).doesNotExist();
      Terminal.Said end = server.stop();
      assertThat(end.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(end.out())
          .containsPattern("circuit secure-3-16 key [0-9a-f]{64}\n")
          .containsPattern("circuit standard-3-16 key [0-9a-f]{64}\n")
          .doesNotContain(KEY);
      assertThat(end.err()).doesNotContain(KEY, "no api keys");
    }
  }

  @Test
  void a_server_without_keys_and_beyond_this_machine_says_what_that_means() throws Exception {
    try (Running server =
        new Running("proof-server", "--host", "0.0.0.0", "--port", "0", "--key-cache", cache)) {
      server.terminal.awaitLine("ready ");
      assertThat(server.stop().err()).contains("warning: no api keys", "warning: plain HTTP");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--circuit=cat",
        "--circuit=secure:0",
        "--circuit=secure:3:40",
        "--port=70000",
        "--max-values=0",
        "--max-requests-per-hour=0",
        "--workers=0",
        "--api-key-file=missing"
      })
  void a_servers_mistakes_are_usage(String option) {
    Terminal.Said said = Terminal.run("proof-server", option);
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).startsWith("error: ");
  }

  @Test
  void a_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Terminal.Said said =
          Terminal.run("proof-server", "--port", taken.getLocalPort(), "--key-cache", cache);
      assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(said.err()).contains(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void keys_of_the_environment_are_taken_and_a_file_goes_before_them() throws Exception {
    Problems problems = new Problems();
    assertThat(ApiKeyFile.keys(Optional.empty(), Optional.of(KEY + ", " + KEY + "2"), problems))
        .hasToString("Optional[2 api keys]");
    assertThat(ApiKeyFile.keys(Optional.empty(), Optional.empty(), problems))
        .hasToString("Optional[no api keys]");
    Path file = Files.writeString(directory.resolve("api.txt"), KEY);
    assertThat(ApiKeyFile.keys(Optional.of(file), Optional.of("x"), problems))
        .hasToString("Optional[1 api keys]");
    assertThat(problems.found()).isEmpty();
    assertThat(ApiKeyFile.keys(Optional.empty(), Optional.of(""), problems)).isEmpty();
    assertThat(ApiKeyFile.keys(Optional.empty(), Optional.of("too-short"), problems)).isEmpty();
    assertThat(problems.found()).hasSize(2).noneMatch(text -> text.contains("too-short"));
  }
}
