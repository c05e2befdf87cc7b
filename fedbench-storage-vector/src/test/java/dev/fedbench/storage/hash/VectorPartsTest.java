package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** These tests are started with -Ddev.fedbench.storage.lanes=on. */
class VectorPartsTest {

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 40, 240, 300})
  void parts_have_the_digests_that_they_have_one_by_one(int count) {
    assertThat(Lanes.description()).startsWith("vectors of ").endsWith("as told");
    byte[] bytes = random(count * Parts.BYTES + 5);
    assertThat(Parts.digests(bytes, 5, count))
        .isEqualTo(Parts.digests(Optional.empty(), bytes, 5, count));
  }

  @Test
  void a_store_keeps_what_it_is_given(@TempDir Path directory) throws Exception {
    byte[] weights = random((3 << 20) + 77_777);
    TensorInfo tensor = TensorInfo.of("w", Dtype.U8, weights.length);
    try (WeightStore store = WeightStore.init(directory.resolve("store"))) {
      store.commit(CommitRequest.of(MemoryCheckpoint.EMPTY.with(tensor, weights), "first"));
      assertThat(store.checkpoint("main").tensor("w").bytes()).isEqualTo(weights);
      assertThat(store.verify().problems()).isEmpty();
    }
  }

  @Test
  void the_measurement_sees_what_they_cost() {
    assertThat(new SelfBenchmark().run(Lanes.chosen(), 0, 1)).isPositive();
  }
}
