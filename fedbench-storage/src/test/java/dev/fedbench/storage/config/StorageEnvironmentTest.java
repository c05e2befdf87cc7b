package dev.fedbench.storage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.codec.Strategy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageEnvironmentTest {

  private static Optional<Encoding> compression(String... namesAndValues) {
    Map<String, String> variables = new HashMap<>(Map.of("PATH", "/bin"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return StorageEnvironment.of(variables).compression();
  }

  @ParameterizedTest
  @CsvSource({
    "none, RAW",
    "planes, PLANES",
    "delta, DELTA",
    "XOR, XOR",
    "float32_raw, FLOAT32_RAW",
    "deflate, COMPRESSED"
  })
  void compression_is_a_strategy(String word, Strategy strategy) {
    StoreConfig config =
        StoreConfig.DEFAULTS.with(StorageEnvironment.of(Map.of("CORAL_STORAGE_COMPRESSION", word)));
    assertThat(config.in(StoreOptions.defaults()).strategy()).contains(strategy);
  }

  @Test
  void bytes_as_they_are_have_no_references() {
    StoreOptions raw =
        StoreConfig.DEFAULTS
            .with(StorageEnvironment.of(Map.of("CORAL_STORAGE_COMPRESSION", "none")))
            .in(StoreOptions.defaults());
    assertThat(raw.chainMax()).isZero();
    assertThat(raw.chooser()).isSameAs(ReferenceChooser.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lzf", "gzip", "zstd", " delta", "true"})
  void compression_that_is_not_there_is_refused_with_what_is(String word) {
    assertThatThrownBy(() -> compression("CORAL_STORAGE_COMPRESSION", word))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("CORAL_STORAGE_COMPRESSION: '" + word + "'; expected one of [deflate")
        .hasMessageContaining("snappy");
  }

  @Test
  void snappy_that_is_not_on_the_class_path_is_named_with_its_artifact() {
    StoreConfig config =
        StoreConfig.DEFAULTS.with(
            StorageEnvironment.of(Map.of("FEDBENCH_STORAGE_COMPRESSION", "snappy")));
    assertThatThrownBy(() -> config.in(StoreOptions.defaults()))
        .hasMessageContaining("fedbench-zmq");
  }

  @Test
  void both_names_may_say_the_same_and_an_empty_one_says_nothing() {
    String ours = "FEDBENCH_STORAGE_COMPRESSION";
    String corals = "CORAL_STORAGE_COMPRESSION";
    assertThat(compression()).isEmpty();
    assertThat(compression(ours, "", corals, "")).isEmpty();
    assertThat(compression(ours, "xor", corals, "XOR")).contains(Encoding.XOR);
    assertThat(compression(ours, "", corals, "xor")).contains(Encoding.XOR);
    assertThatThrownBy(() -> compression(ours, "xor", corals, "delta"))
        .hasMessageContaining(ours)
        .hasMessageContaining(corals)
        .hasMessageContaining("differ");
  }

  @ParameterizedTest
  @CsvSource({"USE_MMAP, true, by position", "ENABLE_STREAMING, false, always"})
  void what_is_not_to_be_had_is_refused_with_the_reason(
      String name, boolean refused, String reason) {
    for (String prefix : new String[] {"FEDBENCH_", "CORAL_"}) {
      assertThatThrownBy(
              () -> StorageEnvironment.of(Map.of(prefix + name, Boolean.toString(refused))))
          .isInstanceOf(InvalidConfigException.class)
          .hasMessageContaining(prefix + name + ": " + refused + " is not supported: ")
          .hasMessageContaining(reason);
      assertThatThrownBy(() -> StorageEnvironment.of(Map.of(prefix + name, "1")))
          .hasMessageContaining("'1'; expected one of [false, true]");
      assertThat(
              StorageEnvironment.of(Map.of(prefix + name, Boolean.toString(!refused)))
                  .compression())
          .isEmpty();
    }
  }

  @Test
  void vectors_are_switched_on_or_off_or_nothing_is_said_of_them() {
    assertThat(StorageEnvironment.of(Map.of()).vectors()).isEmpty();
    assertThat(StorageEnvironment.of(Map.of("FEDBENCH_ENABLE_SIMD", "true")).vectors())
        .contains(true);
    assertThat(StorageEnvironment.of(Map.of("CORAL_ENABLE_SIMD", "false")).vectors())
        .contains(false);
  }

  @Test
  void scenarios_of_input_and_output_are_asked_for() {
    assertThat(StorageEnvironment.of(Map.of()).ioIntensive()).isFalse();
    assertThat(StorageEnvironment.of(Map.of("CORAL_BENCHMARK_IO_INTENSIVE", "true")).ioIntensive())
        .isTrue();
    assertThat(
            StorageEnvironment.of(Map.of("FEDBENCH_BENCHMARK_IO_INTENSIVE", "false")).ioIntensive())
        .isFalse();
  }

  @Test
  void file_and_environment_do_not_both_say_how_chunks_are_encoded() {
    StorageEnvironment environment =
        StorageEnvironment.of(Map.of("CORAL_STORAGE_COMPRESSION", "xor"));
    assertThatThrownBy(() -> StoreConfig.of(Map.of("delta_encoding", "delta")).with(environment))
        .hasMessageContaining("delta_encoding")
        .hasMessageContaining("STORAGE_COMPRESSION");
    StoreConfig both = StoreConfig.of(Map.of("batch_size", 3)).with(environment);
    assertThat(both.batchSize()).hasValue(3);
    assertThat(both.encoding()).contains(Encoding.XOR);
  }
}
