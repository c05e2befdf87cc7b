package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.codec.ChunkCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightStoreTest {

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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void what_was_committed_comes_back_bit_by_bit_also_after_reopening(int threads) throws Exception {
    MemoryCheckpoint first = Weights.large(1).withMetadata("epoch", "1");
    StoreOptions options = options().withThreads(threads);
    Path at = directory.resolve("store");
    try (WeightStore store = WeightStore.init(at, options)) {
      Commit commit = store.commit(CommitRequest.of(first, "first").with("run", "7"));
      assertThat(commit.message()).isEqualTo("first");
      assertThat(Weights.same(store.checkpoint("main"), first)).isTrue();
    }
    try (WeightStore store = WeightStore.open(at, options)) {
      assertThat(Weights.same(store.checkpoint("main"), first)).isTrue();
      assertThat(store.commit("main").metadata()).containsEntry("run", "7");
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void every_dtype_keeps_every_bit_also_as_a_difference(Dtype dtype) throws Exception {
    byte[] bytes = new byte[24 * dtype.bytes()];
    new Random(3).nextBytes(bytes);
    byte[] next = bytes.clone();
    next[5] ^= 1;
    TensorInfo info = TensorInfo.of("t", dtype, 4, 6);
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with(info, bytes), "a"));
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with(info, next), "b"));
      assertThat(store.checkpoint("main~1").tensor("t").bytes()).isEqualTo(bytes);
      assertThat(store.checkpoint("main").tensor("t").bytes()).isEqualTo(next);
      assertThat(store.checkpoint("main").tensors()).containsExactly(info);
    }
  }

  @Test
  void scalars_empty_tensors_and_strange_names_are_tensors() throws Exception {
    MemoryCheckpoint odd =
        MemoryCheckpoint.EMPTY
            .with(TensorInfo.of("", Dtype.F64), new byte[8])
            .with(TensorInfo.of("../../etc/passwd", Dtype.U8, 0, 5), new byte[0])
            .with(TensorInfo.of("/абв \uD83D\uDE00\n", Dtype.BOOL, 3), new byte[] {0, 1, 2});
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(odd, "odd"));
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY, "nothing"));
      assertThat(Weights.same(store.checkpoint("main~1"), odd)).isTrue();
      assertThat(store.checkpoint("main").tensors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8})
  void chains_of_differences_end_and_every_revision_of_them_comes_back(int chainMax)
      throws Exception {
    List<float[]> revisions = new ArrayList<>();
    revisions.add(Weights.gaussian(1, 5_000));
    try (WeightStore store =
        WeightStore.init(directory.resolve("store"), options().withChainMax(chainMax))) {
      for (int i = 0; i < 20; i++) {
        float[] now = revisions.get(i);
        store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with("w", now, now.length), "r" + i));
        revisions.add(Weights.nudged(now, i));
      }
      assertThat(store.stats().chainMax()).isLessThanOrEqualTo(chainMax);
      for (int i = 0; i < 20; i++) {
        float[] expected = revisions.get(19 - i);
        assertThat(store.checkpoint("main~" + i).tensor("w").bytes())
            .isEqualTo(
                MemoryCheckpoint.EMPTY
                    .with("w", expected, expected.length)
                    .open(TensorInfo.of("w", Dtype.F32, expected.length))
                    .readAllBytes());
      }
    }
  }

  @Test
  void a_slice_is_read_from_the_chunks_that_it_is_in() throws Exception {
    MemoryCheckpoint weights = Weights.large(1);
    byte[] all = Weights.bytes(weights).get(0);
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(weights, "1"));
      StoredTensor tensor = store.checkpoint("main").tensor("large");
      int chunk = ChunkCodec.MAX_BYTES;
      for (int from : new int[] {0, 1, chunk - 3, chunk, 2 * chunk + 17}) {
        for (int length : new int[] {0, 1, 6, chunk + 2}) {
          int fits = Math.min(length, all.length - from);
          ByteBuffer part = ByteBuffer.allocate(fits);
          tensor.read(from, part);
          assertThat(part.array()).isEqualTo(Arrays.copyOfRange(all, from, from + fits));
        }
      }
      assertThatThrownBy(() -> tensor.read(all.length - 1, ByteBuffer.allocate(2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void all_pieces_come_in_order() throws Exception {
    MemoryCheckpoint weights = Weights.large(1);
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(weights, "1"));
      store
          .checkpoint("main")
          .transferTo(
              (tensor, offset, bytes) -> {
                byte[] piece = new byte[bytes.remaining()];
                bytes.get(piece);
                found.writeBytes(piece);
              });
    }
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    weights.transferTo((tensor, offset, bytes) -> expected.write(bytes.array(), 0, bytes.limit()));
    assertThat(found.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void branches_merges_tags_log_and_revisions() throws Exception {
    Clock ticking = new Ticking();
    try (WeightStore store =
        WeightStore.init(directory.resolve("store"), options().withClock(ticking))) {
      Commit a = store.commit(CommitRequest.of(Weights.small(1), "a"));
      Commit b = store.commit(CommitRequest.of(Weights.small(2), "b"));
      Commit c = store.commit(CommitRequest.of(Weights.small(3), "c").onto("fork").from("main~1"));
      Commit d = store.commit(CommitRequest.of(Weights.small(4), "d").from("fork"));
      store.tag("v1", "main~1");
      assertThat(d.parents()).containsExactly(b.id(), c.id());
      assertThat(store.log("main")).containsExactly(d, c, b, a);
      assertThat(store.log("fork")).containsExactly(c, a);
      assertThat(store.commit("v1")).isEqualTo(b);
      assertThat(store.commit(d.id())).isEqualTo(d);
      assertThat(store.commit(d.id().substring(0, 12) + "~2")).isEqualTo(a);
      assertThat(store.branches()).containsOnlyKeys("main", "fork");
      assertThat(store.tags()).containsEntry("v1", b.id());
      store.setBranch("main", "v1");
      assertThat(store.log("main")).containsExactly(b, a);
      assertThat(Weights.same(store.checkpoint("main"), Weights.small(2))).isTrue();
    }
    try (WeightStore store = reopen()) {
      assertThat(store.log("main")).extracting(Commit::message).containsExactly("b", "a");
    }
  }

  @Test
  void unknown_revisions_and_bad_names_are_told_with_what_there_is() throws Exception {
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(Weights.small(1), "a"));
      store.tag("v1", "main");
      for (String revision : new String[] {"v2", "main~", "~1", "main~1~1", "", "abcdef12"}) {
        assertThatThrownBy(() -> store.checkpoint(revision))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("[main]")
            .hasMessageContaining("[v1]");
      }
      assertThatThrownBy(() -> store.checkpoint("main~1")).hasMessageContaining("first commit");
      assertThatThrownBy(() -> store.tag("v1", "main")).hasMessageContaining("already");
      assertThatThrownBy(() -> store.deleteBranch("gone")).hasMessageContaining("branch/main");
      for (String name : new String[] {"", "a b", "~x", "-x", "a\nref", "x".repeat(201)}) {
        assertThatThrownBy(() -> store.setBranch(name, "main")).isInstanceOf(StoreException.class);
      }
      assertThat(store.branches()).containsOnlyKeys("main");
    }
  }

  @Test
  void a_difference_tells_what_was_added_removed_and_changed() throws Exception {
    float[] w = Weights.gaussian(1, 10);
    try (WeightStore store = init()) {
      store.commit(
          CommitRequest.of(
              MemoryCheckpoint.EMPTY.with("same", w, 10).with("old", w, 10).with("shape", w, 10),
              "a"));
      store.commit(
          CommitRequest.of(
              MemoryCheckpoint.EMPTY.with("same", w, 10).with("new", w, 10).with("shape", w, 5, 2),
              "b"));
      Difference difference = store.diff("main~1", "main");
      assertThat(difference.added()).extracting(TensorInfo::name).containsExactly("new");
      assertThat(difference.removed()).extracting(TensorInfo::name).containsExactly("old");
      assertThat(difference.changed()).containsExactly(TensorInfo.of("shape", Dtype.F32, 5, 2));
      assertThat(difference.unchanged()).isEqualTo(1);
    }
  }

  @Test
  void tensors_are_found_by_name_dtype_shape_and_metadata() throws Exception {
    try (WeightStore store = init()) {
      store.commit(CommitRequest.of(Weights.small(1), "a").with("round", "1"));
      store.commit(
          CommitRequest.of(
              Weights.small(2)
                  .with(TensorInfo.of("steps", Dtype.I64), new byte[8])
                  .withMetadata("kind", "final"),
              "b"));
      assertThat(names(store, TensorQuery.all())).hasSize(5);
      assertThat(names(store, TensorQuery.all().named("w*t"))).containsExactly("weight", "weight");
      assertThat(names(store, TensorQuery.all().named("?ias").upTo("main~1")))
          .containsExactly("bias");
      assertThat(names(store, TensorQuery.all().of(Dtype.I64))).containsExactly("steps");
      assertThat(names(store, TensorQuery.all().shaped(List.of(30L)).with("round", "1")))
          .containsExactly("bias");
      assertThat(names(store, TensorQuery.all().with("kind", "final"))).hasSize(3);
      assertThat(store.find(TensorQuery.all(), 2)).hasSize(2);
      assertThat(names(store, TensorQuery.all().with("kind", "none"))).isEmpty();
    }
  }

  private static List<String> names(WeightStore store, TensorQuery query) throws IOException {
    return store.find(query, 1000).stream().map(match -> match.tensor().name()).toList();
  }

  @Test
  void a_batch_is_committed_whole_or_not_at_all() throws Exception {
    try (WeightStore store = init()) {
      List<Commit> commits =
          store.commitAll(
              List.of(
                  CommitRequest.of(Weights.small(1), "1"),
                  CommitRequest.of(Weights.small(2), "2"),
                  CommitRequest.of(Weights.small(3), "3").onto("b").from("main")));
      assertThat(store.log("b")).extracting(Commit::message).containsExactly("3", "2", "1");
      assertThat(commits.get(2).parents()).containsExactly(commits.get(1).id());
      StoreStats before = store.stats();
      assertThatThrownBy(
              () ->
                  store.commitAll(
                      List.of(
                          CommitRequest.of(Weights.small(4), "4"),
                          CommitRequest.of(new CutOff(), "5"))))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("tensor w F32[1000000]")
          .hasMessageContaining("ends after 2500000 bytes; expected 4000000");
      assertThat(store.stats()).isEqualTo(before);
      assertThat(store.log("main")).hasSize(2);
      assertThat(store.verify().sound()).isTrue();
    }
    try (WeightStore store = reopen()) {
      assertThat(store.log("b")).hasSize(3);
    }
  }

  @Test
  void a_directory_that_is_no_store_is_not_opened_and_a_store_is_not_made_twice() throws Exception {
    assertThatThrownBy(() -> WeightStore.open(directory))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("WeightStore.init");
    init().close();
    assertThatThrownBy(this::init)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("already");
  }

  @Test
  void a_source_that_contradicts_itself_is_refused() throws Exception {
    TensorInfo w = TensorInfo.of("w", Dtype.U8, 3);
    try (WeightStore store = init()) {
      assertThatThrownBy(() -> store.commit(CommitRequest.of(new Lying(List.of(w)), "long")))
          .hasMessageContaining("more than its 3 bytes");
      assertThatThrownBy(() -> store.commit(CommitRequest.of(new Lying(List.of(w, w)), "twice")))
          .hasMessageContaining("two tensors are named 'w'");
      assertThat(store.branches()).isEmpty();
      store.commit(CommitRequest.of(Weights.small(1), "and on"));
    }
  }

  @Test
  void a_chooser_finds_references_where_names_do_not() throws Exception {
    float[] w = Weights.gaussian(1, 200_000);
    Map<Long, String> known = new ConcurrentHashMap<>();
    ReferenceChooser sameSize =
        new ReferenceChooser() {
          @Override
          public Optional<String> choose(TensorInfo tensor, ByteBuffer head, boolean hasParent) {
            assertThat(head.isReadOnly()).isTrue();
            return Optional.ofNullable(known.get(tensor.bytes()));
          }

          @Override
          public void stored(TensorInfo tensor, String id) {
            known.putIfAbsent(tensor.bytes(), id);
          }
        };
    try (WeightStore store =
        WeightStore.init(directory.resolve("store"), options().withChooser(any -> sameSize))) {
      store.commitAll(
          List.of(
              CommitRequest.of(MemoryCheckpoint.EMPTY.with("one", w, w.length), "1"),
              CommitRequest.of(
                  MemoryCheckpoint.EMPTY.with("two", Weights.nudged(w, 2), w.length), "2")));
      assertThat(store.checkpoint("main").tensor("two").bytes())
          .isEqualTo(floats(Weights.nudged(w, 2)));
      assertThat(known).hasSize(1);
    }
  }

  private static byte[] floats(float[] values) throws IOException {
    return Weights.bytes(MemoryCheckpoint.EMPTY.with("w", values, values.length)).get(0);
  }

  /** Ends in the middle of a tensor. */
  private static final class CutOff implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      return List.of(TensorInfo.of("w", Dtype.F32, 1_000_000));
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      return new ByteArrayInputStream(new byte[2_500_000]);
    }
  }

  /** Gives a byte more than it says. */
  private record Lying(List<TensorInfo> tensors) implements CheckpointSource {
    @Override
    public InputStream open(TensorInfo tensor) {
      return new ByteArrayInputStream(new byte[(int) tensor.bytes() + 1]);
    }
  }

  private static final class Ticking extends Clock {
    private long seconds = 1_000_000;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds++);
    }
  }
}
