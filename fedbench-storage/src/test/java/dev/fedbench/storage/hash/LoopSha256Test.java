package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopSha256Test {

  private final Random random = new Random(3);
  private final LoopSha256 loops = new LoopSha256();

  private int[] hash() {
    return random.ints(LoopSha256.WORDS).toArray();
  }

  private int[] found(int lane) {
    int[] words = new int[LoopSha256.WORDS];
    for (int i = 0; i < words.length; i++) {
      words[i] = loops.word(i, lane);
    }
    return words;
  }

  /** Often enough for compilers to make of the loops what they will. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 32})
  void loops_do_what_the_standard_says_lane_by_lane(int lanes) {
    for (int trial = 0; trial < 300; trial++) {
      int blocks = random.nextInt(4);
      int stride = random.nextInt(300); // lanes may share bytes
      int offset = random.nextInt(70);
      byte[] bytes = new byte[offset + lanes * stride + 64 * 4];
      random.nextBytes(bytes);
      int[] start = hash();
      loops.start(start);
      loops.update(bytes, offset, stride, lanes, blocks);
      for (int lane = 0; lane < lanes; lane++) {
        assertThat(found(lane))
            .isEqualTo(SlowSha256.hash(start, bytes, offset + lane * stride, blocks));
      }
    }
  }

  @Test
  void what_is_not_there_is_not_hashed() {
    for (int offset : new int[] {-1, 1}) {
      assertThatThrownBy(() -> loops.update(new byte[1024], offset, 64, 16, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
