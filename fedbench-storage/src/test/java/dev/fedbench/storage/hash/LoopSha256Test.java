package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopSha256Test {

  private static final int MOST = LaneSha256.MOST;

  private final Random random = new Random(3);
  private final LoopSha256 loops = new LoopSha256();

  private int[] states() {
    return random.ints(LaneSha256.WORDS * MOST).toArray();
  }

  /** Often enough for compilers to make of the loops what they will. */
  @ParameterizedTest
  @ValueSource(ints = {16, 48, 240, 256})
  void loops_do_what_the_standard_says_lane_by_lane(int lanes) {
    for (int trial = 0; trial < 12; trial++) {
      int blocks = random.nextInt(4);
      int stride = random.nextInt(300); // lanes may share bytes
      int offset = random.nextInt(70);
      byte[] bytes = new byte[offset + lanes * stride + 64 * 4];
      random.nextBytes(bytes);
      int[] found = states();
      int[] expected = found.clone();
      loops.compress(found, lanes, bytes, offset, stride, blocks);
      new SlowSha256().compress(expected, lanes, bytes, offset, stride, blocks);
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void what_is_not_there_is_not_hashed() {
    for (int offset : new int[] {-1, 1}) {
      assertThatThrownBy(() -> loops.compress(states(), 16, new byte[1024], offset, 64, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void the_constants_of_rounds_are_roots_of_primes() {
    assertThat(LaneSha256.roundConstants()).isEqualTo(SlowSha256.cubeRoots());
    LaneSha256.roundConstants()[0] = 1; // the caller's own
    assertThat(LaneSha256.roundConstants()[0]).isNotEqualTo(1);
  }

  @Test
  void a_measurement_ends_when_it_is_enough_and_refuses_wrong_digests() {
    SelfBenchmark benchmark = new SelfBenchmark();
    assertThat(benchmark.run(Optional.of(loops), Double.MAX_VALUE, Long.MAX_VALUE)).isPositive();
    assertThat(benchmark.run(Optional.empty(), 0, 1)).isPositive();
    SlowSha256 wrong = new SlowSha256();
    Arrays.fill(wrong.k, 0);
    assertThatThrownBy(() -> benchmark.run(Optional.of(wrong), 0, 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
