package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanesTest {

  /** Byte by byte, and bit by bit. */
  private static byte[] slowly(byte[] from, int index, int count, int width, int turn) {
    byte[] planes = new byte[count * width];
    for (int i = 0; i < count; i++) {
      for (int bit = 0; bit < 8 * width; bit++) {
        int set = from[index + i * width + bit / 8] >> bit % 8 & 1;
        int to = (bit + turn) % (8 * width);
        planes[to / 8 * count + i] |= (byte) (set << to % 8);
      }
    }
    return planes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void splitting_is_what_a_slow_loop_does_and_merging_undoes_it(int width) {
    Random random = new Random(width);
    for (int count : new int[] {0, 1, 2, 3, 7, 8, 9, 31, 100, 1_001}) {
      byte[] bytes = Chunks.Distribution.RANDOM.bytes(count * width + 10, random);
      for (int turn = 0; turn <= (width == 1 ? 0 : 1); turn++) {
        byte[] planes = new byte[count * width];
        Planes.split(bytes, 5, count, width, turn, planes);
        assertThat(planes).isEqualTo(slowly(bytes, 5, count, width, turn));
        byte[] merged = bytes.clone();
        java.util.Arrays.fill(merged, 5, 5 + count * width, (byte) 0);
        Planes.merge(planes, count, width, turn, merged, 5);
        assertThat(merged).isEqualTo(bytes);
      }
    }
  }
}
