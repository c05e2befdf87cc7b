package dev.fedbench.storage.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fedbench.metric.Row;
import dev.fedbench.metric.StorageMetrics;
import dev.fedbench.rpc.Transport;
import dev.fedbench.spi.Extensions;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.clustering.KMeans;
import dev.fedbench.storage.clustering.SimilarTensors;
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
import java.util.OptionalDouble;
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

  @ParameterizedTest
  @EnumSource(Profile.class)
  void input_and_output_are_measured_where_that_is_asked_for(Profile profile) {
    List<String> without =
        new StorageSuite().scenarios(new Context(profile)).stream().map(Scenario::name).toList();
    List<Scenario> with = StorageSuite.withIo().scenarios(new Context(profile));
    assertThat(with.stream().map(Scenario::name).limit(without.size())).isEqualTo(without);
    assertThat(with.stream().skip(without.size()))
        .extracting(scenario -> scenario.name() + " " + scenario.parameters().get("test"))
        .containsExactly(
            "io small-commits", "io sequential-write", "io sequential-read", "io random-reads");
  }

  @Test
  void a_small_commit_is_beside_what_the_disk_takes_to_force_its_bytes() throws Exception {
    Set<Path> before = scratches();
    Notes notes = new Notes();
    try (Trial trial = SmallCommitsTrial.open(4, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.rows("io"))
        .extracting(row -> row.get("what") + " " + row.get("times") + " " + row.get("bytes"))
        .containsExactly("small commit 4 32000", "append and force 4 32000");
    assertThat(notes.value(StorageMetrics.WRONG_BYTES)).isZero();
    assertThat(notes.value(StorageMetrics.RATE)).isPositive();
    assertThat(scratches()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(SequentialTrial.Direction.class)
  void a_large_model_goes_in_and_out_beside_a_plain_file(SequentialTrial.Direction direction)
      throws Exception {
    Set<Path> before = scratches();
    Notes notes = new Notes();
    try (Trial trial = SequentialTrial.open(direction, 2, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.rows("io")).hasSize(2);
    assertThat((Long) notes.rows("io").get(1).get("bytes")) // and the header
        .isGreaterThan((Long) notes.rows("io").get(0).get("bytes"));
    assertThat(notes.value(StorageMetrics.THROUGHPUT)).isPositive();
    assertThat(notes.value(StorageMetrics.WRONG_BYTES)).isZero();
    assertThat(scratches()).isEqualTo(before);
  }

  @Test
  void single_tensors_are_read_each_once() throws Exception {
    Notes notes = new Notes();
    try (Trial trial = RandomReadsTrial.open(10, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.rows("io").get(0))
        .containsEntry("times", 10L)
        .containsEntry("bytes", 10L << 16);
    assertThat(notes.value(StorageMetrics.WRONG_BYTES)).isZero();
    assertThatThrownBy(() -> Exactness.require(3, "single tensors"))
        .hasMessageContaining("3 bytes of single tensors");
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
    assertThat(notes.rows("compression")).hasSize(1);
    assertThat(notes.rows("compression").get(0)).containsEntry("hit_rate", 0.0);
    assertThat(notes.value(StorageMetrics.DEDUP_RATE)).isZero();
    assertThat(scratches()).isEqualTo(before);
  }

  @Test
  void each_strategy_says_what_it_makes_of_the_differences() throws Exception {
    Map<String, Double> shares =
        Deltas.rows(Series.of(Workloads.similar(1))).stream()
            .map(Row::values)
            .collect(
                Collectors.toMap(r -> (String) r.get("strategy"), r -> (Double) r.get("share")));
    assertThat(shares)
        .containsOnlyKeys(
            "planes", "delta", "xor", "float32-raw", "compressed", "best of each chunk");
    // one is a difference to the base, 1.94 to one at best; four to one another, half a bit more
    double limit = 1 / 1.94 + 0.8 * 0.5 / 32;
    assertThat(shares.get("delta")).isBetween(limit, 1.01 * limit);
    assertThat(shares.get("best of each chunk")).isEqualTo(shares.get("delta"));
    assertThat(shares.get("xor")).isBetween(shares.get("delta"), shares.get("planes"));
    assertThat(shares.get("float32-raw")).isBetween(1.0, 1.001);
  }

  @Test
  void equal_tensors_are_hits_and_no_differences() throws Exception {
    MemoryCheckpoint one = MemoryCheckpoint.EMPTY.with("w", new float[] {1, 2, 3}, 3);
    Series copies =
        new Series("copies", List.of(one, one, one, one), false, OptionalDouble.empty());
    Notes notes = new Notes();
    try (Trial trial = CompressionTrial.open(copies, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.value(StorageMetrics.DEDUP_RATE)).isEqualTo(0.75);
    assertThat(notes.rows("delta")).isEmpty();
    assertThat((Double) notes.rows("compression").get(0).get("cosine")).isEqualTo(1, within(1e-12));
  }

  @Test
  void the_pair_has_the_cosine_that_it_is_made_for() throws Exception {
    Series pair = Series.pair(1, 0.999);
    assertThat(Cosine.of(pair.models().get(0), pair.models().get(1)).orElseThrow())
        .isEqualTo(0.999, within(0.0005));
    Notes notes = new Notes();
    Series wrong = new Series("pair", pair.models(), true, OptionalDouble.of(0.99));
    assertThatThrownBy(() -> CompressionTrial.open(wrong, notes))
        .hasMessageContaining("expected 0.99");
    MemoryCheckpoint right = MemoryCheckpoint.EMPTY.with("w", new float[] {3, 0}, 2);
    MemoryCheckpoint up = MemoryCheckpoint.EMPTY.with("w", new float[] {0, 2}, 2);
    MemoryCheckpoint between = MemoryCheckpoint.EMPTY.with("w", new float[] {1, 1}, 2);
    assertThat(Cosine.of(right, up)).hasValue(0);
    assertThat(Cosine.of(right, between).orElseThrow()).isEqualTo(Math.sqrt(0.5), within(1e-12));
    assertThat(Cosine.of(right, MemoryCheckpoint.EMPTY)).isEmpty();
  }

  @Test
  void what_an_encoder_gave_is_decoded_and_compared() throws Exception {
    try (Bench bench = Bench.open(1, 1, 3, 1)) {
      for (Operation operation :
          List.of(Operation.DELTA_ENCODE, Operation.RECONSTRUCT, Operation.LOAD)) {
        operation.run(bench);
        assertThat(operation.wrongBytes(bench)).isZero();
      }
      bench.nearBytes(0)[12_345] ^= 1; // no longer what was encoded
      assertThat(Operation.DELTA_ENCODE.wrongBytes(bench)).isEqualTo(1);
    }
  }

  @Test
  void a_batch_is_compared_with_as_many_commits_one_by_one() throws Exception {
    Notes notes = new Notes();
    try (Trial trial = new BatchTrial(Bench.open(1, 1, 5, 1), notes)) {
      trial.iterate(notes);
    }
    Map<String, Object> row = notes.rows("batch").get(0);
    assertThat((Double) row.get("speedup"))
        .isBetween((Double) row.get("low"), (Double) row.get("high"));
    assertThat(row).containsEntry("commits", 5L).containsEntry("pairs", 12L);
  }

  private static Set<Path> scratches() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith(Scratch.PREFIX))
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
    Curves curves = new Curves();
    new ClusteringTrial("k-means", new KMeans(3, 1), Family.of(30, 3, 1), curves, 1).iterate(notes);
    assertThat(curves.points("cluster k-means")).hasSize(1);
    assertThat(notes.value(StorageMetrics.PURITY)).isEqualTo(1);
    assertThat(notes.rows()).hasSize(2);
  }

  @Test
  void rebalancing_bounds_and_tightens_clusters_that_drifted_apart() throws Exception {
    Notes notes = new Notes();
    DriftTrial.open(120, 6, 1).iterate(notes);
    List<Map<String, Object>> rows = notes.rows("drift");
    assertThat(rows)
        .extracting(row -> row.get("clustering"))
        .containsExactly("stale", "rebalanced", "anew");
    assertThat((Long) rows.get(0).get("largest"))
        .isGreaterThan(15); // 10 each, when they were found
    assertThat((Long) rows.get(1).get("largest")).isLessThanOrEqualTo(15);
    assertThat((Double) rows.get(1).get("inertia"))
        .isLessThan((Double) rows.get(0).get("inertia") / 2);
    assertThat((Double) rows.get(1).get("calinski_harabasz"))
        .isGreaterThan((Double) rows.get(0).get("calinski_harabasz"));
    assertThat(notes.value(StorageMetrics.SILHOUETTE_GAIN))
        .isPositive()
        .isEqualTo((Double) rows.get(1).get("silhouette") - (Double) rows.get(0).get("silhouette"));
  }

  @Test
  void what_references_save_and_cost_is_beside_what_goes_without() throws Exception {
    Notes notes = new Notes();
    try (Trial trial = ReferencesTrial.open(Family.of(24, 3, 1), SimilarTensors.factory(), notes)) {
      trial.iterate(notes);
    }
    Map<String, Object> row = notes.rows("references").get(0);
    assertThat(notes.value(StorageMetrics.IMPROVEMENT)).isGreaterThan(1.05);
    assertThat((Long) row.get("held_bytes")).isPositive();
    assertThat(notes.value(StorageMetrics.HEAP_OVERHEAD))
        .isEqualTo((Long) row.get("held_bytes") - (Long) row.get("held_without_bytes"));
  }

  @Test
  void an_open_store_holds_less_than_a_tenth_of_its_files_until_it_is_read() throws Exception {
    Notes notes = new Notes();
    try (Trial trial = OpeningTrial.open(1, notes)) {
      trial.iterate(notes);
    }
    assertThat(notes.rows("opening")).hasSize(3);
    assertThat(notes.value(StorageMetrics.STORED_BYTES)).isGreaterThan(10e6);
    assertThat(notes.value(StorageMetrics.HEAP_SHARE)).isLessThan(0.1);
  }

  @ParameterizedTest
  @EnumSource(LossyStrategy.class)
  void what_is_lost_is_measured(LossyStrategy strategy) throws Exception {
    Notes notes = new Notes();
    LossyTrial.open(strategy, 1).iterate(notes);
    assertThat(notes.rows("loss")).hasSize(1);
    assertThat(notes.value(StorageMetrics.RATIO)).isGreaterThan(1.99);
    assertThat(notes.value(StorageMetrics.MAX_ABSOLUTE_ERROR))
        .isGreaterThanOrEqualTo(notes.value(StorageMetrics.RMS_ERROR))
        .isPositive();
    assertThat(notes.value(StorageMetrics.MAX_ULP_ERROR)).isGreaterThan(1);
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
