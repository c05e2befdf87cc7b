package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.codec.ChunkCodec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk, who may use it, and what goes away again. */
class StoreFilesTest {

  @TempDir private Path directory;

  private static StoreOptions options() {
    return StoreOptions.defaults().withThreads(2).withPatience(Duration.ZERO);
  }

  private WeightStore init() throws IOException {
    return WeightStore.init(directory.resolve("store"), options());
  }

  private WeightStore reopen() throws IOException {
    return WeightStore.open(directory.resolve("store"), options());
  }

  @Test
  void equal_tensors_are_stored_once_also_after_reopening() throws Exception {
    MemoryCheckpoint weights = Weights.large(1);
    long once;
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(weights, "1"));
      once = store.stats().storedBytes();
      store.commit(CommitRequest.of(weights, "2").onto("elsewhere"));
    }
    try (WeightStore store = reopen()) {
      store.commit(CommitRequest.of(weights, "3"));
      StoreStats stats = store.stats();
      assertThat(stats.storedBytes()).isLessThan(once + 1500);
      assertThat(stats.dedupHits()).isEqualTo(4);
      assertThat(stats.tensors()).isEqualTo(6);
      assertThat(stats.commits()).isEqualTo(3);
      assertThat(stats.logicalBytes()).isEqualTo(3L * (700_001 + 10) * Float.BYTES);
      assertThat(stats.chunks()).isEqualTo(4);
    }
  }

  @Test
  void equal_chunks_of_one_commit_are_stored_once_although_they_are_under_way_together()
      throws Exception {
    byte[] zeros = new byte[8 * ChunkCodec.MAX_BYTES];
    try (WeightStore store = init()) {
      store.commit(
          CommitRequest.of(
              MemoryCheckpoint.EMPTY.with(TensorInfo.of("z", Dtype.U8, zeros.length), zeros), "z"));
      assertThat(store.stats().chunks()).isEqualTo(1);
      assertThat(store.checkpoint("main").tensor("z").bytes()).isEqualTo(zeros);
    }
  }

  @Test
  void a_gc_removes_what_no_ref_reaches_and_keeps_what_differences_need() throws Exception {
    float[] base = Weights.gaussian(1, 300_000);
    float[] next = Weights.nudged(base, 2);
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with("w", base, base.length), "base"));
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with("w", next, next.length), "next"));
      store.commit(CommitRequest.of(Weights.large(9), "other").onto("gone"));
      Checkpoint kept = store.checkpoint("main");
      Checkpoint lost = store.checkpoint("gone");
      store.deleteBranch("gone");
      GcReport report = store.gc();
      assertThat(report.removed()).isPositive();
      assertThat(report.bytesAfter()).isLessThan(report.bytesBefore() - 2_000_000);
      assertThat(store.verify().problems()).isEmpty();
      assertThat(kept.tensor("w").bytes()).isEqualTo(floats(next));
      assertThatThrownBy(() -> lost.tensor("large").bytes())
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("tensor 'large'")
          .hasMessageContaining("gc");
      assertThat(store.gc().removed()).isZero();
      store.commit(CommitRequest.of(Weights.large(9), "again").onto("gone"));
      assertThat(lost.tensor("large").bytes()).hasSize(2_800_004);
    }
    try (WeightStore store = reopen()) {
      assertThat(store.checkpoint("main~1").tensor("w").bytes()).isEqualTo(floats(base));
      assertThat(Weights.same(store.checkpoint("gone"), Weights.large(9))).isTrue();
    }
  }

  @Test
  void packs_roll_over_and_all_of_them_are_read() throws Exception {
    StoreOptions tiny = options().withPackBytes(1 << 16);
    Path at = directory.resolve("store");
    try (WeightStore store = WeightStore.init(at, tiny)) {
      for (int i = 0; i < 5; i++) {
        store.commit(CommitRequest.of(Weights.large(10 * i), "r" + i));
      }
      store.commitAll(
          List.of(
              CommitRequest.of(Weights.large(77), "x"), CommitRequest.of(Weights.large(78), "y")));
    }
    assertThat(at.resolve("packs").toFile().list()).hasSizeGreaterThan(10);
    try (WeightStore store = WeightStore.open(at, tiny)) {
      for (int i = 0; i < 5; i++) {
        assertThat(Weights.same(store.checkpoint("main~" + (6 - i)), Weights.large(10 * i)))
            .isTrue();
      }
      store.setBranch("main", "main~5");
      store.gc();
      assertThat(store.verify().problems()).isEmpty();
      assertThat(Weights.same(store.checkpoint("main"), Weights.large(10))).isTrue();
    }
  }

  @Test
  void a_reader_sees_new_commits_and_survives_a_gc_beside_it() throws Exception {
    try (WeightStore writer = init();
        WeightStore reader = WeightStore.open(directory.resolve("store"), options().readOnly())) {
      assertThat(reader.branches()).isEmpty();
      writer.commit(CommitRequest.of(Weights.large(1), "1"));
      writer.commit(CommitRequest.of(Weights.large(5), "5").onto("gone"));
      Checkpoint kept = reader.checkpoint("main");
      Checkpoint lost = reader.checkpoint("gone");
      writer.deleteBranch("gone");
      writer.gc();
      assertThat(Weights.same(kept, Weights.large(1))).isTrue();
      assertThat(Weights.same(lost, Weights.large(5)))
          .as("who has not looked again reads the old packs")
          .isTrue();
      assertThat(reader.branches()).containsOnlyKeys("main");
      assertThat(Weights.same(kept, Weights.large(1))).isTrue();
      assertThatThrownBy(() -> reader.commit(CommitRequest.of(Weights.small(1), "no")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("open to read");
    }
  }

  @Test
  void a_second_writer_is_refused_or_waits_by_choice() throws Exception {
    WeightStore first = init();
    assertThatThrownBy(this::reopen)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("this process");
    Thread closer =
        new Thread(
            () -> {
              try {
                Thread.sleep(100);
                first.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    closer.start();
    try (WeightStore second =
        WeightStore.open(
            directory.resolve("store"), options().withPatience(Duration.ofSeconds(30)))) {
      second.commit(CommitRequest.of(Weights.small(1), "mine now"));
    }
    closer.join();
    first.close();
    reopen().close();
  }

  @Test
  void an_interrupted_commit_is_not_there_and_the_store_goes_on() throws Exception {
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(Weights.small(1), "before"));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> store.commit(CommitRequest.of(Weights.large(2), "cut off")))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      store.commit(CommitRequest.of(Weights.large(3), "after"));
      assertThat(store.log("main")).extracting(Commit::message).containsExactly("after", "before");
      assertThat(Weights.same(store.checkpoint("main"), Weights.large(3))).isTrue();
    }
  }

  @Test
  void no_thread_outlives_its_store_and_close_may_be_called_twice() throws Exception {
    WeightStore store = init();
    store.commit(CommitRequest.of(Weights.large(1), "1"));
    assertThat(workers()).isNotEmpty();
    store.close();
    store.close();
    for (int i = 0; i < 200 && !workers().isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(workers()).isEmpty();
  }

  private static Set<String> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("fedbench-store-"))
        .collect(Collectors.toSet());
  }

  @Test
  void a_store_of_another_version_is_refused() throws Exception {
    init().close();
    Path manifest = directory.resolve("store").resolve("MANIFEST");
    Files.writeString(
        manifest, Files.readString(manifest).replace("fedbench-store 4", "fedbench-store 3"));
    assertThatThrownBy(this::reopen)
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining(
            "starts with 'fedbench-store 3'; expected 'fedbench-store 4': made by another version");
  }

  private static byte[] floats(float[] values) throws IOException {
    return Weights.bytes(MemoryCheckpoint.EMPTY.with("w", values, values.length)).get(0);
  }
}
