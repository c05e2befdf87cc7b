package dev.fedbench.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.codec.ByteCodec;
import dev.fedbench.storage.codec.CorruptChunkException;
import dev.fedbench.storage.codec.DeflateCodec;
import dev.fedbench.storage.codec.SnappyByteCodec;
import dev.fedbench.storage.codec.Strategy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that were told how to encode. */
class StrategiesTest {

  @TempDir private Path directory;

  private static final float[] BASE = Weights.gaussian(1, 300_000);

  private void commitAndReadWithDefaults(StoreOptions options) throws Exception {
    MemoryCheckpoint first = MemoryCheckpoint.EMPTY.with("w", BASE, BASE.length);
    MemoryCheckpoint second =
        MemoryCheckpoint.EMPTY.with("w", Weights.nudged(BASE, 2), BASE.length);
    Path at = directory.resolve("store");
    try (WeightStore store = WeightStore.init(at, options)) {
      store.commit(CommitRequest.of(first, "1"));
      store.commit(CommitRequest.of(second, "2"));
    }
    try (WeightStore store = WeightStore.open(at)) {
      assertThat(Weights.same(store.checkpoint("main~1"), first)).isTrue();
      assertThat(Weights.same(store.checkpoint("main"), second)).isTrue();
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void what_any_strategy_has_stored_is_read_by_any_store(Strategy strategy) throws Exception {
    commitAndReadWithDefaults(StoreOptions.defaults().withStrategy(strategy));
  }

  @Test
  void a_codec_that_is_not_here_is_named_with_the_artifact_that_adds_it() {
    assertThatThrownBy(SnappyByteCodec::require)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("snappy")
        .hasMessageContaining("fedbench-zmq");
  }

  @Test
  void deflate_gives_back_what_it_took_and_refuses_the_rest() throws Exception {
    byte[] plain = new byte[10_000];
    new Random(1).nextBytes(plain);
    Arrays.fill(plain, 2_000, 9_000, (byte) 3);
    ByteCodec codec = new DeflateCodec();
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
