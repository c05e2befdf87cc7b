package dev.fedbench.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores as the environment has them used: each command in a process of its own. */
class StoreConfigIT {

  @TempDir private Path directory;

  @BeforeEach
  void aStoreAndTwoCheckpoints() throws Exception {
    float[] values = new float[50_000];
    Random random = new Random(1);
    for (int i = 0; i < 25_000; i++) {
      values[i] = (float) random.nextGaussian();
    }
    write("first.safetensors", values);
    values[7] += 1e-3f;
    write("second.safetensors", values);
    assertThat(Terminal.run("store", "init", directory.resolve("store")).exitCode()).isZero();
  }

  private void write(String name, float[] values) throws IOException {
    Safetensors.write(
        MemoryCheckpoint.EMPTY.with("w", values, values.length), directory.resolve(name));
  }

  private Fedbench.Said fedbench(Map<String, String> environment, String... arguments)
      throws Exception {
    try (Fedbench running = Fedbench.start(directory, environment, arguments)) {
      return running.finish();
    }
  }

  private static String stats(Path store) {
    return Terminal.run("store", "stats", store).out();
  }

  @Test
  void the_environment_says_how_chunks_are_encoded_and_all_comes_back() throws Exception {
    String[] commit = {"store", "commit", "store", "first.safetensors", "second.safetensors"};
    String[] both =
        Stream.concat(Arrays.stream(commit), Stream.of("-m", "2")).toArray(String[]::new);
    Fedbench.Said said = fedbench(Map.of("CORAL_STORAGE_COMPRESSION", "none"), both);
    assertThat(said.exitCode()).as(said.err()).isZero();
    Path store = directory.resolve("store");
    assertThat(stats(store)).containsPattern("deltas +0\n");
    assertThat(bytes(store)).isGreaterThan(400_000);

    said = fedbench(Map.of("FEDBENCH_STORAGE_COMPRESSION", "snappy"), onto("other", both));
    assertThat(said.exitCode()).as(said.err()).isZero();
    Path out = directory.resolve("out.safetensors");
    assertThat(Terminal.run("store", "checkout", store, "other", "-o", out).exitCode()).isZero();
    assertThat(out).hasSameBinaryContentAs(directory.resolve("second.safetensors"));
  }

  private static String[] onto(String branch, String... command) {
    return Stream.concat(Arrays.stream(command), Stream.of("--branch", branch))
        .toArray(String[]::new);
  }

  private static long bytes(Path store) throws IOException {
    try (Stream<Path> packs = Files.list(store.resolve("packs"))) {
      return packs.mapToLong(pack -> pack.toFile().length()).sum();
    }
  }

  @Test
  void what_the_environment_cannot_have_is_a_mistake() throws Exception {
    Fedbench.Said said =
        fedbench(
            Map.of(
                "CORAL_STORAGE_COMPRESSION",
                "lzf",
                "CORAL_USE_MMAP",
                "true",
                "FEDBENCH_ENABLE_STREAMING",
                "false"),
            "store",
            "log",
            "store");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("error: CORAL_STORAGE_COMPRESSION: 'lzf'; expected one of [deflate, ")
        .contains("error: CORAL_USE_MMAP: true is not supported: ")
        .contains("error: FEDBENCH_ENABLE_STREAMING: false is not supported: ");
    said = fedbench(Map.of("CORAL_USE_MMAP", "true"), "benchmark", "run", "--store", "store");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("CORAL_USE_MMAP");
  }

  @Test
  void vectors_are_not_switched_on_and_off_at_once() throws Exception {
    String property = "-Ddev.fedbench.storage.lanes=auto";
    Fedbench.Said said =
        fedbench(
            Map.of("FEDBENCH_ENABLE_SIMD", "false", "JAVA_TOOL_OPTIONS", property),
            "store",
            "log",
            "store");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err())
        .contains("error: FEDBENCH_ENABLE_SIMD says false, and " + property + "; leave one");
    said = fedbench(Map.of("FEDBENCH_ENABLE_SIMD", "false"), "store", "log", "store");
    assertThat(said.exitCode()).as(said.err()).isZero();
  }

  @Test
  void input_and_output_are_measured_where_the_environment_asks_for_it() throws Exception {
    String[] suite = {
      "suite",
      "run",
      "storage",
      "--quick",
      "--scenario",
      "io",
      "--warm-ups",
      "0",
      "--iterations",
      "1"
    };
    Fedbench.Said said = fedbench(Map.of(), suite);
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("--scenario: 'io'; storage has [compression, ");
    Map<String, String> asked =
        Map.of(
            "CORAL_BENCHMARK_IO_INTENSIVE",
            "true",
            "_JAVA_OPTIONS", // without C2 it takes twice as long
            "-XX:TieredStopAtLevel=4");
    said = fedbench(asked, suite);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("storage: input and output", "small-commits", "random-reads");
    said = fedbench(Map.of("CORAL_STORAGE_COMPRESSION", "xor"), "suite", "run", "storage");
    assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err()).contains("FEDBENCH_STORAGE_COMPRESSION");
  }
}
