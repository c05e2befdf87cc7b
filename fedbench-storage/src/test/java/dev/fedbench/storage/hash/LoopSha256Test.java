package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** A lane's words, as the standard's bytes. */
  private static byte[] message(byte[] bytes, int offset, int lane, int blocks) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer message = ByteBuffer.allocate(64 * blocks);
    for (int t = 0; t < 16 * blocks; t++) {
      message.putInt(words.getInt(offset + 4 * (32 * t + lane)));
    }
    return message.array();
  }

  /** Often enough for compilers to make of the loops what they will. */
  @Test
  void loops_do_what_the_standard_says_lane_by_lane() {
    for (int trial = 0; trial < 600; trial++) {
      int blocks = random.nextInt(4);
      int offset = random.nextInt(70);
      byte[] bytes = new byte[offset + 2048 * blocks + random.nextInt(2)];
      random.nextBytes(bytes);
      int[] start = hash();
      loops.start(start);
      loops.update(bytes, offset, blocks);
      for (int lane = 0; lane < LoopSha256.LANES; lane++) {
        byte[] message = message(bytes, offset, lane, blocks);
        assertThat(found(lane)).isEqualTo(SlowSha256.hash(start, message, 0, blocks));
      }
    }
  }

  /** No length that a chunk could have fills the upper word; SHA-256 has it all the same. */
  @ParameterizedTest
  @ValueSource(longs = {0, 64, 1 << 20, 1L << 29, 5L << 40})
  void the_last_block_says_how_long_a_message_is(long length) {
    int[] start = hash();
    loops.start(start);
    loops.end(length);
    byte[] last = new byte[64];
    last[0] = (byte) 0x80;
    ByteBuffer.wrap(last).putLong(56, 8 * length);
    for (int lane = 0; lane < LoopSha256.LANES; lane++) {
      assertThat(found(lane)).isEqualTo(SlowSha256.hash(start, last, 0, 1));
    }
  }

  @Test
  void what_is_not_there_is_not_hashed() {
    for (int offset : new int[] {-1, 1}) {
      assertThatThrownBy(() -> loops.update(new byte[4096], offset, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
