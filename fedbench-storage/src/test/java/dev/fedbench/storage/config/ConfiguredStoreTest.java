package dev.fedbench.storage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.Weights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each key changes, seen from outside. */
class ConfiguredStoreTest {

  private static final float[] BASE = Weights.gaussian(1, 100_000);

  @TempDir private Path directory;
  private int stores;

  private static MemoryCheckpoint named(String name, float[] values) {
    return MemoryCheckpoint.EMPTY.with(name, values, values.length);
  }

  private Path fresh() {
    stores++;
    return directory.resolve("store-" + stores);
  }

  private static WeightStore init(Path at, Map<String, ?> entries) throws IOException {
    return StoreConfig.of(entries).init(at, StoreOptions.defaults().withThreads(1));
  }

  private static WeightStore open(Path at, Map<String, ?> entries) throws IOException {
    return StoreConfig.of(entries).open(at, StoreOptions.defaults().withThreads(1));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1", "0.99999, 0"})
  void similarity_threshold_decides_what_becomes_a_difference(double threshold, int deltas)
      throws Exception {
    float[] near = Weights.gaussian(2, BASE.length);
    for (int i = 0; i < near.length; i++) {
      near[i] = BASE[i] + 0.02f * near[i]; // a similarity of about 0.9998
    }
    try (WeightStore store = init(fresh(), Map.of("similarity_threshold", threshold))) {
      store.commit(CommitRequest.of(named("a", BASE), "a").onto("one"));
      store.commit(CommitRequest.of(named("b", near), "b").onto("two"));
      assertThat(store.stats().deltas()).isEqualTo(deltas);
    }
  }

  @Test
  void delta_encoding_decides_how_chunks_are_stored_and_all_of_it_comes_back() throws Exception {
    MemoryCheckpoint first = named("w", BASE);
    MemoryCheckpoint second = named("w", Weights.nudged(BASE, 2));
    Map<String, Long> bytes = new HashMap<>();
    for (String encoding : Encoding.OF_DELTAS.keySet()) {
      Path at = fresh();
      try (WeightStore store = init(at, Map.of("delta_encoding", encoding))) {
        store.commit(CommitRequest.of(first, "1"));
        store.commit(CommitRequest.of(second, "2"));
        bytes.put(encoding, store.stats().storedBytes());
        assertThat(store.stats().deltas())
            .isEqualTo(List.of("none", "planes").contains(encoding) ? 0 : 1);
      }
      try (WeightStore store = WeightStore.open(at)) {
        assertThat(Weights.same(store.checkpoint("main~1"), first)).isTrue();
        assertThat(Weights.same(store.checkpoint("main"), second)).isTrue();
      }
    }
    assertThat(bytes.get("planes")).isEqualTo(bytes.get("none"));
    bytes.remove("none");
    assertThat(bytes.values()).doesNotHaveDuplicates();
  }

  @Test
  void clustering_strategy_decides_which_tensors_are_still_known_once_they_are_many()
      throws Exception {
    List<List<Long>> found = new ArrayList<>();
    for (String strategy : List.of("kmeans", "hierarchical", "adaptive")) {
      try (WeightStore store = init(fresh(), Map.of("clustering_strategy", strategy))) {
        MemoryCheckpoint many = MemoryCheckpoint.EMPTY;
        for (int i = 0; i < 129; i++) { // one more than are kept
          many = many.with("w" + i, Weights.gaussian(i, 2_000), 2_000);
        }
        store.commit(CommitRequest.of(many, "many"));
        List<Long> deltas = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
          float[] like = Weights.nudged(Weights.gaussian(i, 2_000), -i);
          store.commit(CommitRequest.of(named("like", like), "like").onto("b" + i));
          deltas.add(store.stats().deltas());
        }
        found.add(deltas);
      }
    }
    assertThat(found).doesNotHaveDuplicates();
    assertThat(found.get(0).get(29)).isPositive();
  }

  /** Records that nothing reaches, and some that are needed. */
  private static void rollBack(WeightStore store) throws IOException {
    store.commit(CommitRequest.of(Weights.small(1), "1"));
    store.commit(CommitRequest.of(Weights.small(2), "2"));
    store.setBranch("main", "main~1");
  }

  private static long records(Path at) throws IOException {
    try (WeightStore store = WeightStore.open(at)) {
      return store.verify().records();
    }
  }

  @Test
  void enable_gc_removes_what_nothing_reaches_when_the_store_is_closed() throws Exception {
    List<Long> records = new ArrayList<>();
    for (boolean enabled : new boolean[] {false, true}) {
      Path at = fresh();
      WeightStore store = init(at, Map.of("enable_gc", enabled));
      rollBack(store);
      long before = store.verify().records();
      store.close();
      store.close();
      records.add(before - records(at));
    }
    assertThat(records.get(0)).isZero();
    assertThat(records.get(1)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "close", "aggressive"})
  void cleanup_frequency_says_when(String frequency) throws Exception {
    Path at = fresh();
    try (WeightStore store = init(at, Map.of("cleanup_frequency", frequency))) {
      rollBack(store);
      assertThat(store.gc().removed() == 0).isEqualTo(frequency.equals("aggressive"));
      store.commit(CommitRequest.of(Weights.small(3), "3"));
      store.deleteBranch("main");
      assertThat(store.verify().records() == 0).isEqualTo(frequency.equals("aggressive"));
    }
    assertThat(records(at) == 0).isEqualTo(!frequency.equals("never"));
  }

  @Test
  void aggressive_removes_what_others_left_too() throws Exception {
    Path at = fresh();
    try (WeightStore store = init(at, Map.of())) {
      rollBack(store);
    }
    long before = records(at);
    open(at, Map.of("cleanup_frequency", "aggressive")).close();
    assertThat(records(at)).isLessThan(before);
  }

  @Test
  void cleanup_frequency_counts_commits() throws Exception {
    try (WeightStore store = init(fresh(), Map.of("cleanup_frequency", 4))) {
      rollBack(store); // two commits
      long before = store.verify().records();
      store.commit(CommitRequest.of(Weights.small(1), "equal"));
      assertThat(store.verify().records()).isGreaterThan(before);
      store.commit(CommitRequest.of(Weights.small(1), "equal"));
      assertThat(store.verify().records()).isLessThanOrEqualTo(before);
      assertThat(store.gc().removed()).isZero();
    }
  }

  @Test
  void a_cleanup_that_fails_says_that_the_commit_is_there() throws Exception {
    Path at = fresh();
    try (WeightStore store = init(at, Map.of())) {
      store.commit(CommitRequest.of(named("w", BASE), "1"));
    }
    damage(at);
    try (WeightStore store = open(at, Map.of("cleanup_frequency", 1))) {
      assertThatThrownBy(() -> store.commit(CommitRequest.of(Weights.small(2), "2").onto("other")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in the store; but what nothing reaches");
      assertThat(store.commit("other").message()).isEqualTo("2");
    }
  }

  /** Loses a record's head. */
  private static void damage(Path at) throws IOException {
    Path pack = at.resolve("packs").resolve("pack-00000001.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[40] ^= 1;
    Files.write(pack, bytes);
  }

  /** Says that there is more than there is. */
  private record CutOff() implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      return List.of(TensorInfo.of("w", Dtype.U8, 10));
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      return new ByteArrayInputStream(new byte[3]);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 3", "10, 0"})
  void batch_size_says_how_many_commits_are_durable_together(int size, int left) throws Exception {
    List<CommitRequest> requests =
        new ArrayList<>(
            IntStream.range(0, 5)
                .mapToObj(i -> CommitRequest.of(Weights.small(i), "number " + i))
                .toList());
    requests.set(3, CommitRequest.of(new CutOff(), "cut off"));
    try (WeightStore store = init(fresh(), Map.of("batch_size", size))) {
      assertThatThrownBy(() -> store.commitAll(requests))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cut off")
          .hasMessageContaining(left == 0 ? "" : left + " commits of batches before are in");
      assertThat(store.stats().commits()).isEqualTo(left);
      requests.remove(3);
      assertThat(store.commitAll(requests)).hasSize(4);
      assertThat(store.log("main")).hasSize(4 + left);
      assertThat(store.commitAll(List.of())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lazy_loading_false_reads_and_checks_a_checkpoint_when_it_is_asked_for(boolean lazy)
      throws Exception {
    Path at = fresh();
    try (WeightStore store = init(at, Map.of())) {
      store.commit(CommitRequest.of(named("w", BASE), "1"));
    }
    Path pack = at.resolve("packs").resolve("pack-00000001.pack");
    byte[] bytes = Files.readAllBytes(pack);
    bytes[5_000] ^= 1; // of the chunk
    Files.write(pack, bytes);
    StoreOptions read = StoreOptions.defaults().readOnly();
    try (WeightStore store = StoreConfig.of(Map.of("lazy_loading", lazy)).open(at, read)) {
      if (lazy) {
        assertThat(store.checkpoint("main").tensors()).hasSize(1);
      } else {
        assertThatThrownBy(() -> store.checkpoint("main"))
            .isInstanceOf(CorruptStoreException.class)
            .hasMessageContaining("tensor 'w'");
      }
    }
  }

  @Test
  void what_is_said_of_writing_means_nothing_to_who_reads() throws Exception {
    Path at = fresh();
    try (WeightStore store = init(at, Map.of())) {
      rollBack(store);
    }
    StoreConfig config =
        StoreConfig.of(Map.of("enable_gc", true, "batch_size", 1, "delta_encoding", "xor"));
    try (WeightStore store = config.open(at, StoreOptions.defaults().readOnly())) {
      assertThat(store.log("main")).hasSize(1);
    }
    assertThat(StoreConfig.DEFAULTS.open(at, StoreOptions.defaults()).gc().removed()).isPositive();
  }
}
