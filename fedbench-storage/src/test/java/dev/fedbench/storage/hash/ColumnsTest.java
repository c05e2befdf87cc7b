package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsTest {

  /** As docs/storage.md has it. */
  private static byte[] expected(byte[] bytes, int offset, int stripes) throws Exception {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (int column = 0; column < 32; column++) {
      ByteBuffer message = ByteBuffer.allocate(64 + 64 * stripes).position(64);
      for (int row = 0; row < 16 * stripes; row++) {
        message.putInt(words.getInt(offset + 4 * (32 * row + column)));
      }
      digests.writeBytes(MessageDigest.getInstance("SHA-256").digest(message.array()));
    }
    return digests.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 12, 13, 16, 24, 240, 480})
  void columns_have_the_same_digests_whatever_hashes_them(int stripes) throws Exception {
    byte[] bytes = new byte[stripes * Columns.STRIPE + 20];
    new Random(stripes).nextBytes(bytes);
    byte[] expected = expected(bytes, 7, stripes);
    assertThat(Columns.digests(bytes, 7, stripes)).isEqualTo(expected);
    assertThat(Columns.digests(false, bytes, 7, stripes)).isEqualTo(expected);
    assertThat(Columns.digests(true, bytes, 7, stripes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_is_not_there_is_not_hashed(boolean sideBySide) {
    assertThatThrownBy(() -> Columns.digests(sideBySide, new byte[4100], 5, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_measurement_ends_when_it_is_enough_or_has_taken_long() {
    SelfBenchmark benchmark = new SelfBenchmark();
    assertThat(benchmark.run(Double.MAX_VALUE, Long.MAX_VALUE).sideBySide()).isPositive();
    assertThat(benchmark.run(0, 1).oneByOne()).isPositive();
  }
}
