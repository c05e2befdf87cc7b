package dev.fedbench.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.codec.ByteCodec;
import dev.fedbench.storage.codec.CorruptChunkException;
import dev.fedbench.storage.codec.SnappyByteCodec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose codec comes from another module, which storage does not know. */
class SnappyStoreTest {

  @TempDir private Path directory;

  @Test
  void snappy_is_found_and_read_without_being_named() throws Exception {
    float[] weights = new float[300_000];
    Arrays.fill(weights, 100_000, 200_000, 0.25f); // Snappy has something to find
    MemoryCheckpoint model = MemoryCheckpoint.EMPTY.with("w", weights, weights.length);
    Path at = directory.resolve("store");
    StoreOptions snappy = StoreOptions.defaults().withByteCodec(SnappyByteCodec.require());
    try (WeightStore store = WeightStore.init(at, snappy)) {
      store.commit(CommitRequest.of(model, "constant"));
      weights[150_000] = 0.5f;
      store.commit(
          CommitRequest.of(
              MemoryCheckpoint.EMPTY.with("w", weights, weights.length), "one changed"));
    }
    try (WeightStore store = WeightStore.open(at)) {
      assertThat(store.checkpoint("main~1").tensor("w").bytes())
          .isEqualTo(model.open(model.tensors().get(0)).readAllBytes());
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @Test
  void it_gives_back_what_it_took_and_refuses_the_rest() throws Exception {
    byte[] plain = new byte[10_000];
    new Random(1).nextBytes(plain);
    Arrays.fill(plain, 2_000, 9_000, (byte) 3);
    ByteCodec codec = SnappyByteCodec.require();
    byte[] packed = new byte[20_000];
    int length = codec.compress(plain, 100, 9_900, packed, 7);
    assertThat(length).isBetween(1, 9_000);
    byte[] back = new byte[10_000];
    codec.decompress(packed, 7, length, back, 100, 9_900);
    assertThat(Arrays.equals(back, 100, 10_000, plain, 100, 10_000)).isTrue();
    assertThat(codec.compress(plain, 0, 10_000, new byte[50], 10)).isEqualTo(-1);
    for (int wrong : new int[] {9_899, 9_901}) {
      assertThatThrownBy(() -> codec.decompress(packed, 7, length, new byte[20_000], 100, wrong))
          .isInstanceOf(CorruptChunkException.class);
    }
    assertThatThrownBy(() -> codec.decompress(plain, 0, 500, new byte[600], 0, 600))
        .isInstanceOf(CorruptChunkException.class);
  }
}
