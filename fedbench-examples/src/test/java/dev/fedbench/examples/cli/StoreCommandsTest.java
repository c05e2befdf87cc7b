package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of a store, in this process. */
class StoreCommandsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path store;
  private Path first;
  private Path second;

  @BeforeEach
  void twoCheckpoints() throws IOException {
    store = directory.resolve("store");
    float[] values = new float[50_000];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    first = write("first.safetensors", values);
    for (int i = 0; i < values.length; i++) {
      values[i] += 1e-3f * (float) random.nextGaussian();
    }
    second = write("second.safetensors", values);
    assertThat(Terminal.run("store", "init", store).exitCode()).isZero();
  }

  private Path write(String name, float[] values) throws IOException {
    Path file = directory.resolve(name);
    Safetensors.write(
        MemoryCheckpoint.EMPTY.with("w", values, values.length).withMetadata("format", "pt"), file);
    return file;
  }

  private String commit(Path file, Object... more) {
    Object[] all =
        Stream.concat(
                Stream.of("store", "commit", store, file, "-m", "of " + file.getFileName()),
                Stream.of(more))
            .toArray();
    Terminal.Said said = Terminal.run(all);
    assertThat(said.err()).isEmpty();
    assertThat(said.exitCode()).isZero();
    return said.out().strip();
  }

  @Test
  void what_was_committed_is_logged_counted_and_checked_out_byte_by_byte() throws Exception {
    String one = commit(first);
    String two = commit(second);
    assertThat(one).matches("[0-9a-f]{64}");

    JsonNode log = JSON.readTree(Terminal.run("store", "log", store, "--json").out());
    assertThat(log).hasSize(2);
    assertThat(log.get(0).get("id").asText()).isEqualTo(two);
    assertThat(log.get(0).get("parents").get(0).asText()).isEqualTo(one);
    assertThat(log.get(1).get("message").asText()).isEqualTo("of first.safetensors");

    Path out = directory.resolve("out.safetensors");
    assertThat(Terminal.run("store", "checkout", store, "main~1", "--out", out).exitCode())
        .isZero();
    assertThat(out).hasSameBinaryContentAs(first);
    assertThat(Terminal.run("store", "checkout", store, two, "--out", out).exitCode()).isZero();
    assertThat(out).hasSameBinaryContentAs(second);

    JsonNode stats = JSON.readTree(Terminal.run("store", "stats", store, "--json").out());
    assertThat(stats.get("logical_bytes").asLong()).isEqualTo(400_000);
    assertThat(stats.get("stored_bytes").asLong()).isLessThan(300_000);
    assertThat(stats.get("ratio").asDouble()).isGreaterThan(1.3);
    assertThat(stats.get("deltas").asInt()).isEqualTo(1);
    assertThat(stats.get("chain_max").asInt()).isEqualTo(1);
    assertThat(stats.get("dedup_hits").asInt()).isZero();
    assertThat(Terminal.run("store", "diff", store, "main~1", "main").out()).contains("* w F32");
  }

  @Test
  void numpy_archives_go_in_and_out() throws Exception {
    commit(first);
    Path npz = directory.resolve("w.npz");
    assertThat(Terminal.run("store", "checkout", store, "main", "-o", npz).exitCode()).isZero();
    commit(npz, "--branch", "numpy");
    JsonNode stats = JSON.readTree(Terminal.run("store", "stats", store, "--json").out());
    assertThat(stats.get("dedup_hits").asInt()).isEqualTo(1);
  }

  @Test
  void damage_is_told_and_gc_removes_what_nothing_reaches() throws Exception {
    commit(first);
    commit(second, "--branch", "other", "--from", "main");
    assertThat(Terminal.run("store", "tag", store, "v1", "other").exitCode()).isZero();
    assertThat(Terminal.run("store", "gc", store).out()).startsWith("0 records removed");
    assertThat(Terminal.run("store", "verify", store).out()).startsWith("sound: ");
    Path pack = store.resolve("packs").resolve("pack-00000001.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[5_000] ^= 1;
    Files.write(pack, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    Terminal.Said said = Terminal.run("store", "verify", store);
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.out()).contains("pack-00000001.pack").contains("damaged: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log", "stats", "verify", "gc"})
  void a_directory_without_a_store_is_an_error_in_words(String command) {
    Terminal.Said said = Terminal.run("store", command, directory.resolve("none"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).startsWith("error: ").doesNotContain("Exception");
  }

  @Test
  void what_is_no_checkpoint_and_what_is_no_revision_is_an_error_in_words() throws Exception {
    Path broken = directory.resolve("broken.safetensors");
    Files.write(broken, new byte[] {1, 2, 3});
    Terminal.Said said = Terminal.run("store", "commit", store, broken, "-m", "no");
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).startsWith("error: ");
    said = Terminal.run("store", "checkout", store, "nothing", "--out", broken);
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains("'nothing'");
    assertThat(Terminal.run("store", "commit", store, broken).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(Terminal.run("store").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private Path config(String json) throws IOException {
    return Files.writeString(directory.resolve("config.json"), json);
  }

  @Test
  void several_files_are_as_many_commits_all_of_them_or_none() throws Exception {
    Path broken = directory.resolve("broken.safetensors");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(second), 100_000));
    Object[] both = {"store", "commit", store, first, second, "-m", "two", "--branch", "b"};
    assertThat(Terminal.run("store", "commit", store, first, broken, "-m", "no").exitCode())
        .isEqualTo(ExitCode.RUN_ERROR);
    assertThat(Terminal.run("store", "log", store, "main").exitCode())
        .isEqualTo(ExitCode.RUN_ERROR);
    assertThat(Terminal.run(both).out().lines()).hasSize(2);
    assertThat(log("b")).hasSize(2);
  }

  @Test
  void a_configuration_says_how_chunks_are_stored_and_when_garbage_goes() throws Exception {
    Path config =
        config("{\"delta_encoding\": \"NONE\", \"enable_gc\": true, \"memory_limit_mb\": 100}");
    commit(first, "--config", config);
    commit(second, "--config", config);
    JsonNode stats = JSON.readTree(Terminal.run("store", "stats", store, "--json").out());
    assertThat(stats.get("deltas").asInt()).isZero();
    Path out = directory.resolve("out.safetensors");
    Terminal.Said said =
        Terminal.run("store", "checkout", store, "main", "--out", out, "--config", config);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(out).hasSameBinaryContentAs(second);
    try (WeightStore open = WeightStore.open(store)) {
      open.setBranch("main", "main~1");
    }
    commit(first, "--config", config); // and collects when it closes
    assertThat(Terminal.run("store", "gc", store, "--config", config).out())
        .startsWith("0 records removed");
    assertThat(Terminal.run("store", "verify", store, "--config", config).exitCode()).isZero();
  }

  @Test
  void a_configuration_reads_and_checks_all_of_a_checkpoint_before_a_file_is_written()
      throws Exception {
    commit(first);
    Path pack = store.resolve("packs").resolve("pack-00000001.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[5_000] ^= 1;
    Files.write(pack, bytes);
    Path out = directory.resolve("out.npz"); // which is written as it is read
    for (boolean lazy : new boolean[] {false, true}) {
      Path config = config("{\"lazy_loading\": " + lazy + "}");
      Terminal.Said said =
          Terminal.run("store", "checkout", store, "main", "-o", out, "--config", config);
      assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
      assertThat(Files.exists(out)).isEqualTo(lazy);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"batch_size\": 0, \"x\": 1} | error: --config: batch_size: 0; expected a whole number",
        "{\"batch_size\": 0, \"x\": 1} | error: --config: x: there is no such key; expected [sim",
        "{\"batch_size\": 1, \"batch_size\": 2} | Duplicate field 'batch_size'",
        "{\"batch_size\": 1} {} | is no object of JSON",
        "[1] | is no object of JSON",
        "null | is null; expected an object",
        "{ | is no object of JSON",
        "{\"streaming_operations\": false} | error: --config: streaming_operations: false; expected"
      })
  void a_configuration_that_is_wrong_is_a_mistake_of_the_command_line(String json, String error)
      throws Exception {
    Path config = config(json);
    for (String command : List.of("gc", "verify")) {
      Terminal.Said said = Terminal.run("store", command, store, "--config", config);
      assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(said.err()).contains(error).doesNotContain("Exception");
    }
  }

  @Test
  void a_configuration_that_is_not_there_or_too_large_is_a_mistake() throws Exception {
    Terminal.Said said =
        Terminal.run("store", "gc", store, "--config", directory.resolve("none.json"));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("there is no file");
    said = Terminal.run("store", "gc", store, "--config", config(" ".repeat(70_000)));
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("has more than 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--rounds 3", "--rounds 2 --secure", "--passes 2"})
  void a_run_that_kept_its_models_is_replayed_from_its_report(String options) throws Exception {
    Path report = directory.resolve("report.json");
    Object[] run =
        Stream.of(
                Stream.of("benchmark", "run", "--clients", "4", "--coordinator-port", "0"),
                Stream.of("--store", store, "--store-updates", "-o", report),
                Stream.of(options.split(" ")))
            .flatMap(part -> part)
            .toArray();
    Terminal.Said said = Terminal.run(run);
    assertThat(said.exitCode()).as(said.err()).isZero();
    said = Terminal.run("store", "replay", report);
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
    assertThat(said.out())
        .containsPattern("([3-9]) of \\1 models replayed, bit by bit, from [0-9]+ updates\n");

    JsonNode json = JSON.readTree(Files.readAllBytes(report));
    String id = archive(json).path("run").asText();
    Path out = directory.resolve("model.safetensors");
    assertThat(
            Terminal.run("store", "checkout", store, "runs/" + id + "/models", "-o", out)
                .exitCode())
        .isZero();
    assertThat(Terminal.run("store", "replay", report, "--store", directory.resolve("x")).err())
        .contains("there is no store");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_coordinator_of_its_own_keeps_every_model_and_updates_if_asked(boolean updates)
      throws Exception {
    Stream<String> options = updates ? Stream.of("--store-updates") : Stream.of();
    Object[] serve =
        Stream.concat(
                Stream.of("coordinator", "--bind", "127.0.0.1:0", "--no-signatures", "-c", "3"),
                Stream.concat(Stream.of("--rounds", "2", "--store", store.toString()), options))
            .toArray();
    Terminal coordinator = new Terminal();
    CompletableFuture<Terminal.Said> served =
        CompletableFuture.supplyAsync(() -> coordinator.execute(serve));
    Terminal.Said run =
        Terminal.run(
            "benchmark",
            "run",
            "--no-signatures",
            "-c",
            "3",
            "--coordinator-url",
            coordinator.awaitLine("endpoint"),
            "-o",
            directory.resolve("report.json"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    Terminal.Said said = served.get(60, TimeUnit.SECONDS);
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();

    Matcher kept =
        Pattern.compile("kept run (\\S+): 3 models, (\\d) updates\n").matcher(said.out());
    assertThat(kept.find()).as(said.out()).isTrue();
    assertThat(kept.group(2)).isEqualTo(updates ? "6" : "0");
    String runs = "runs/" + kept.group(1);
    assertThat(log(runs + "/models")).hasSize(3);
    Path out = directory.resolve("model.safetensors");
    assertThat(Terminal.run("store", "checkout", store, runs + "/models~2", "-o", out).exitCode())
        .isZero();
    assertThat(Terminal.run("store", "log", store, runs + "/updates").exitCode())
        .isEqualTo(updates ? ExitCode.PASS : ExitCode.RUN_ERROR);
  }

  private JsonNode log(String revision) throws Exception {
    return JSON.readTree(Terminal.run("store", "log", store, revision, "--json").out());
  }

  @Test
  void a_coordinator_that_cannot_keep_its_models_does_not_start() throws Exception {
    Terminal.Said said =
        Terminal.run("coordinator", "--bind", "127.0.0.1:0", "--no-signatures", "--store", first);
    assertThat(said.exitCode()).isEqualTo(ExitCode.RUN_ERROR);
    assertThat(said.err()).contains("first.safetensors");
    assertThat(said.out()).doesNotContain("endpoint");
  }

  private static JsonNode archive(JsonNode report) {
    for (JsonNode row : report.path("scenarios").get(0).path("rows")) {
      if (row.path("kind").asText().equals("archive")) {
        return row.path("values");
      }
    }
    throw new AssertionError("no row tells where the run is kept: " + report);
  }

  @Test
  void a_report_without_an_archive_says_so() throws Exception {
    Path report = directory.resolve("report.json");
    Files.writeString(report, "{\"scenarios\": []}");
    assertThat(Terminal.run("store", "replay", report).err()).contains("--store DIR");
    Files.writeString(report, "{");
    assertThat(Terminal.run("store", "replay", report).err()).contains("is no JSON");
  }
}
