package dev.fedbench.storage.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.metric.StorageMetrics;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.clustering.KMeans;
import dev.fedbench.storage.workload.Workloads;
import dev.fedbench.suite.Profile;
import dev.fedbench.suite.Scenario;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Suite;
import dev.fedbench.suite.SuiteContext;
import dev.fedbench.suite.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageSuiteTest {

  private record Context(Profile profile) implements SuiteContext {
    @Override
    public long seed() {
      return 1;
    }

    @Override
    public Optional<Transport> transport() {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void every_profile_has_every_family_and_no_scenario_twice(Profile profile) {
    Suite suite = Extensions.of(Suite.class).find("storage").orElseThrow();
    List<Scenario> scenarios = suite.scenarios(new Context(profile));
    assertThat(scenarios.stream().map(Scenario::name).distinct())
        .containsExactly(
            "compression", "performance", "clustering", "scalability", "memory", "accuracy");
    Set<Map<String, String>> seen = new HashSet<>();
    for (Scenario scenario : scenarios) {
      Map<String, String> all = new TreeMap<>(scenario.parameters());
      all.put("", scenario.name());
      assertThat(seen.add(all)).as(all.toString()).isTrue();
    }
    assertThat(suite.iterations(profile)).isPositive();
  }

  @Test
  void the_largest_models_are_of_a_billion_parameters() {
    assertThat(Sizes.of(Profile.COMPREHENSIVE).parameters()).contains(1_000_000L, 1_000_000_000L);
  }

  @Test
  void compression_states_ratio_bound_and_limit_and_leaves_nothing_behind() throws Exception {
    Set<Path> before = scratches();
    Notes notes = new Notes();
    try (Trial trial = CompressionTrial.open(Series.of(Workloads.similar(1)), notes)) {
      trial.iterate(notes);
    }
    double ratio = notes.value(StorageMetrics.RATIO);
    assertThat(ratio).isGreaterThan(1.72);
    assertThat(ratio).isLessThan(notes.value(StorageMetrics.BOUND));
    assertThat(notes.value(StorageMetrics.BOUND) / ratio).isLessThan(1.01);
    assertThat(notes.value(StorageMetrics.LIMIT)).isBetween(ratio, 1.05 * ratio);
    assertThat(notes.value(StorageMetrics.WRONG_BYTES)).isZero();
    assertThat(notes.rows()).hasSize(1);
    assertThat(scratches()).isEqualTo(before);
  }

  private static Set<Path> scratches() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("fedbench-storage"))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void every_operation_is_measured(Operation operation) throws Exception {
    Notes notes = new Notes();
    try (Trial trial = new PerformanceTrial(operation, Bench.open(1, 1, 3, 1), notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.value(StorageMetrics.TIME)).isPositive();
    assertThat(notes.has(StorageMetrics.THROUGHPUT) || notes.has(StorageMetrics.RATE)).isTrue();
  }

  @Test
  void clusters_of_variants_are_pure() throws Exception {
    Notes notes = new Notes();
    new ClusteringTrial(new KMeans(3, 1), Family.of(30, 3, 1), 1).iterate(notes);
    assertThat(notes.value(StorageMetrics.PURITY)).isEqualTo(1);
    assertThat(notes.rows()).hasSize(2);
  }

  @Test
  void growth_needs_three_sizes() throws Exception {
    Curves curves = new Curves();
    curves.add("c", 1, 1);
    curves.add("c", 10, 10);
    assertThatThrownBy(() -> GrowthTrial.open("c", curves))
        .isInstanceOf(ScenarioSkippedException.class)
        .hasMessageContaining("2 sizes");
    curves.add("c", 100, 100);
    Notes notes = new Notes();
    GrowthTrial.open("c", curves).iterate(notes);
    assertThat(notes.value(StorageMetrics.EXPONENT)).isBetween(0.999, 1.001);
  }

  @Test
  void what_the_disk_has_no_room_for_is_skipped_with_the_reason() throws Exception {
    try (Scratch scratch = new Scratch()) {
      assertThatThrownBy(() -> scratch.requireRoom(Long.MAX_VALUE / 2))
          .isInstanceOf(ScenarioSkippedException.class)
          .hasMessageContaining("java.io.tmpdir");
    }
  }

  @Test
  void sizes_repositories_readers_memory_and_laziness_are_measured() throws Exception {
    Curves curves = new Curves();
    Notes notes = new Notes();
    try (Trial trial = ModelSizeTrial.open(600_000, curves, notes)) {
      trial.iterate(notes);
    }
    try (Trial trial = RepositoryTrial.open(3, curves, notes)) {
      trial.iterate(notes);
    }
    assertThat(curves.names())
        .contains("model commit", "model load", "repository commit", "repository open");
    try (Trial trial = ReadersTrial.open(Series.of(Workloads.special()), 2)) {
      trial.iterate(notes);
    }
    try (Trial trial = new MemoryTrial(Bench.open(1, 1, 0, 1 << 20, 1), 4, notes)) {
      trial.iterate(notes);
    }
    try (Trial trial = new LazyTrial(Bench.open(1, 1, 0, 1))) {
      trial.iterate(notes);
    }
    assertThat(notes.value(StorageMetrics.HEAP_PEAK)).isNotNegative();
    assertThat(notes.has(StorageMetrics.HEAP_SLOPE)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void every_value_of_every_dtype_comes_back(Dtype dtype) throws Exception {
    Notes notes = new Notes();
    try (Trial trial = DtypeTrial.open(dtype, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.value(StorageMetrics.WRONG_BYTES)).isZero();
  }

  @Test
  void what_is_wrong_is_counted() throws Exception {
    var models = Series.of(Workloads.special()).models();
    assertThat(Exactness.wrongBytes(models.get(0), models.get(0))).isZero();
    assertThat(Exactness.wrongBytes(models.get(0), models.get(1))).isPositive();
  }
}
