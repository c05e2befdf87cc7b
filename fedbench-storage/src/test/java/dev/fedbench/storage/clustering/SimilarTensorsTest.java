package dev.fedbench.storage.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarTensorsTest {

  @TempDir private Path directory;

  private static MemoryCheckpoint named(String name, float[] values) {
    return MemoryCheckpoint.EMPTY.with(name, values, values.length);
  }

  @Test
  void tensors_without_a_parent_become_differences_to_what_is_most_similar() throws Exception {
    float[] a = Weights.gaussian(1, 100_000);
    float[] b = Weights.gaussian(2, 100_000);
    Path at = directory.resolve("store");
    try (WeightStore store = WeightStore.init(at)) {
      store.commit(CommitRequest.of(named("a", a), "a").onto("one"));
      store.commit(CommitRequest.of(named("b", b), "b").onto("two"));
      assertThat(store.stats().deltas()).isZero();
      store.commit(CommitRequest.of(named("c", Weights.nudged(a, 3)), "c").onto("three"));
      assertThat(store.stats().deltas()).isEqualTo(1);
    }
    try (WeightStore again = WeightStore.open(at)) { // who opens it anew finds them in the store
      again.commit(CommitRequest.of(named("d", Weights.nudged(b, 4)), "d").onto("four"));
      again.commit(CommitRequest.of(named("e", Weights.gaussian(5, 100_000)), "e").onto("five"));
      assertThat(again.stats().deltas()).isEqualTo(2);
      assertThat(Weights.same(again.checkpoint("four"), named("d", Weights.nudged(b, 4)))).isTrue();
      assertThat(again.verify().problems()).isEmpty();
    }
  }

  @Test
  void what_a_gc_has_taken_is_no_reference() throws Exception {
    float[] a = Weights.gaussian(1, 100_000);
    StoreOptions options = StoreOptions.defaults();
    try (WeightStore store = WeightStore.init(directory.resolve("store"), options)) {
      store.commit(CommitRequest.of(named("a", a), "a").onto("gone"));
      store.deleteBranch("gone");
      store.gc();
      store.commit(CommitRequest.of(named("b", Weights.nudged(a, 3)), "b").onto("here"));
      assertThat(store.stats().deltas()).isZero();
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Thinning.class)
  void many_sketches_are_thinned_and_each_cluster_keeps_one(Thinning thinning) {
    Similar similar = new Similar(SimilarTensors.ALIKE, thinning);
    int bases = 20;
    for (int i = 0; i < 40 * bases; i++) {
      similar.add("t" + i, sketch(Weights.nudged(Weights.gaussian(i % bases, 500), i)));
    }
    assertThat(similar.size()).isLessThanOrEqualTo(Similar.MOST);
    for (int base = 0; base < bases; base++) {
      String found =
          similar.nearest(sketch(Weights.nudged(Weights.gaussian(base, 500), -1))).orElseThrow();
      assertThat(Integer.parseInt(found.substring(1)) % bases).isEqualTo(base);
    }
    assertThat(similar.nearest(sketch(Weights.gaussian(99, 500)))).isEmpty();
  }

  private static Sketch sketch(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Sketch.of(TensorInfo.of("w", Dtype.F32, values.length), bytes);
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void any_bits_of_any_dtype_have_a_sketch_of_finite_values(Dtype dtype) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * 300);
    new Random(dtype.ordinal()).nextBytes(bytes.array());
    for (int i = 0; i < 800; i++) {
      bytes.put(i, (byte) -1); // NaN of all floats
    }
    Sketch sketch = Sketch.of(TensorInfo.of("w", dtype, 2400 / dtype.bytes()), bytes);
    assertThat(sketch.values()).hasSize(Math.min(Sketch.SIZE, 2400 / dtype.bytes()));
    assertThat(sketch.norm()).isFinite();
    assertThat(sketch.distance(sketch)).isZero();
  }

  @Test
  void half_floats_are_what_they_are() {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00, 0x8000}) {
      bytes.putShort((short) bits);
    }
    assertThat(Sketch.of(TensorInfo.of("w", Dtype.F16, 6), bytes.flip()).values())
        .containsExactly(1, -2, 0x1p-24, 65504, 0, -0.0);
  }
}
