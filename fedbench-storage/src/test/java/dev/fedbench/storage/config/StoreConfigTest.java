package dev.fedbench.storage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fedbench.spi.InvalidConfigException;
import dev.fedbench.storage.StoreOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys may say. */
class StoreConfigTest {

  private static final List<String> KEYS =
      List.of(
          "similarity_threshold",
          "delta_encoding",
          "clustering_strategy",
          "enable_gc",
          "batch_size",
          "lazy_loading",
          "memory_limit_mb",
          "cleanup_frequency",
          "streaming_operations");

  static List<Map<String, Object>> corals() {
    return List.of(
        Map.of(
            "similarity_threshold",
            0.995,
            "delta_encoding",
            "COMPRESSED",
            "clustering_strategy",
            "adaptive",
            "enable_gc",
            true),
        Map.of(
            "similarity_threshold",
            0.98,
            "delta_encoding",
            "FLOAT32_RAW",
            "clustering_strategy",
            "kmeans",
            "batch_size",
            1000),
        Map.of(
            "lazy_loading",
            true,
            "memory_limit_mb",
            2048,
            "cleanup_frequency",
            "aggressive",
            "streaming_operations",
            true));
  }

  @ParameterizedTest
  @MethodSource("corals")
  void what_corals_document_shows_is_understood(Map<String, Object> entries) {
    StoreConfig config = StoreConfig.of(entries);
    assertThat(config).isNotEqualTo(StoreConfig.DEFAULTS);
    assertThat(config.in(StoreOptions.defaults())).isNotNull();
  }

  @Test
  void nothing_said_is_the_default() {
    assertThat(StoreConfig.of(Map.of())).isEqualTo(StoreConfig.DEFAULTS);
    StoreOptions options = StoreOptions.defaults();
    assertThat(StoreConfig.DEFAULTS.in(options)).isSameAs(options);
  }

  static List<Arguments> mistakes() {
    return List.of(
        Arguments.of("similarity_threshold", 1.5, "1.5; expected a number from 0.0 to 1.0"),
        Arguments.of("similarity_threshold", Double.NaN, "NaN; expected a number"),
        Arguments.of("similarity_threshold", "0.9", "'0.9'; expected a number"),
        Arguments.of("delta_encoding", "zstd", "'zstd'; expected one of [compressed, delta"),
        Arguments.of("delta_encoding", 3, "3; expected one of [compressed, delta"),
        Arguments.of("delta_encoding", "INT8_QUANTIZED", "dev.fedbench.storage.lossy"),
        Arguments.of("delta_encoding", "sparse", "dev.fedbench.storage.lossy"),
        Arguments.of("clustering_strategy", "dbscan", "[adaptive, hierarchical, kmeans]"),
        Arguments.of("enable_gc", "yes", "'yes'; expected true or false"),
        Arguments.of("enable_gc", 1, "1; expected true or false"),
        Arguments.of("batch_size", 0, "0; expected a whole number from 1 to 1000000"),
        Arguments.of("batch_size", 10.0, "10.0; expected a whole number"),
        Arguments.of("batch_size", BigInteger.TWO.pow(70), "expected a whole number"),
        Arguments.of("lazy_loading", null, "null; expected true or false"),
        Arguments.of("memory_limit_mb", 79, "79; expected at least 80: buffers of 64 MiB"),
        Arguments.of("memory_limit_mb", List.of(), "a list; expected a whole number"),
        Arguments.of("cleanup_frequency", 0, "0; expected a whole number from 1"),
        Arguments.of("cleanup_frequency", "daily", "[aggressive, close, never]"),
        Arguments.of("cleanup_frequency", Map.of(), "an object; expected a number of commits"),
        Arguments.of("streaming_operations", false, "always read and written as streams"),
        Arguments.of("simlarity", 1, "there is no such key; expected [similarity_threshold, "));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_named_with_its_key_what_was_found_and_what_is_expected(
      String key, Object value, String message) {
    Map<String, Object> entries = new HashMap<>();
    entries.put(key, value);
    assertThatThrownBy(() -> StoreConfig.of(entries))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith(key + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void all_mistakes_are_told_at_once() {
    Map<String, Object> entries =
        Map.of("batch_size", 0, "lazy_loading", "no", "enable_gc", true, "what", true);
    assertThat(
            catchThrowableOfType(InvalidConfigException.class, () -> StoreConfig.of(entries))
                .problems())
        .hasSize(3);
  }

  @Test
  void keys_that_contradict_each_other_are_a_mistake() {
    for (Map<String, Object> entries :
        List.<Map<String, Object>>of(
            Map.of("enable_gc", false, "cleanup_frequency", "close"),
            Map.of("enable_gc", true, "cleanup_frequency", "never"))) {
      assertThatThrownBy(() -> StoreConfig.of(entries)).hasMessageContaining("contradict");
    }
    assertThat(StoreConfig.of(Map.of("enable_gc", false, "cleanup_frequency", "never")))
        .isEqualTo(StoreConfig.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "planes"})
  void what_chooses_references_means_nothing_where_there_are_none(String encoding) {
    assertThatThrownBy(
            () ->
                StoreConfig.of(Map.of("delta_encoding", encoding, "clustering_strategy", "kmeans")))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("leave them out");
  }

  @Test
  void a_limit_of_memory_leaves_so_many_threads_and_so_large_a_cache() {
    StoreOptions wide = StoreOptions.defaults().withThreads(8).withCacheBytes(64L << 20);
    assertThat(limited(wide, 80).threads()).isEqualTo(1);
    assertThat(limited(wide, 80).cacheBytes()).isEqualTo(16 << 20);
    assertThat(limited(wide, 200).threads()).isEqualTo(2);
    assertThat(limited(wide, 200).cacheBytes()).isEqualTo(64 << 20); // 72 are left
    assertThat(limited(wide, 2048)).isEqualTo(wide); // no more than without
    assertThat(limited(wide, Integer.MAX_VALUE)).isEqualTo(wide);
  }

  private static StoreOptions limited(StoreOptions options, int limit) {
    return StoreConfig.of(Map.of("memory_limit_mb", limit)).in(options);
  }

  @Test
  void any_values_are_a_configuration_or_a_mistake() {
    Random random = new Random(1);
    List<Object> values =
        Arrays.asList(
            null,
            true,
            false,
            0,
            1,
            -1,
            100,
            Long.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            0.5,
            "",
            "kmeans",
            "delta",
            "close",
            "int8",
            "\u0000",
            "x".repeat(100_000),
            List.of(1),
            Map.of("a", 1),
            new Object(),
            BigInteger.TEN.pow(500),
            new BigDecimal("1e99999"));
    int sound = 0;
    for (int i = 0; i < 3_000; i++) {
      Map<String, Object> entries = new HashMap<>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        String key = random.nextInt(20) == 0 ? "k".repeat(9_999) : any(KEYS, random);
        entries.put(key, any(values, random));
      }
      try {
        StoreConfig.of(entries).in(StoreOptions.defaults());
        sound++;
      } catch (InvalidConfigException e) {
        assertThat(e.getMessage().length()).isLessThan(3_000);
      }
    }
    assertThat(sound).isBetween(10, 2_000);
  }

  private static <T> T any(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
