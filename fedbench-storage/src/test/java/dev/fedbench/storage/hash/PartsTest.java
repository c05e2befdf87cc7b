package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

  /** As docs/storage.md has it. */
  private static byte[] expected(byte[] bytes, int offset, int count) throws Exception {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    for (int k = 0; k < count; k++) {
      byte[] part = new byte[64 + 3840];
      System.arraycopy(bytes, offset + k * 3840, part, 64, 3840);
      digests.writeBytes(MessageDigest.getInstance("SHA-256").digest(part));
    }
    return digests.toByteArray();
  }

  /** Of all numbers: whole passes, what is worth a pass of its own, and what is left of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 240, 256, 257, 300, 335})
  void parts_have_the_same_digests_whatever_hashes_them(int count) throws Exception {
    byte[] bytes = new byte[count * Parts.BYTES + 20];
    new Random(count).nextBytes(bytes);
    byte[] expected = expected(bytes, 7, count);
    assertThat(Parts.digests(bytes, 7, count)).isEqualTo(expected);
    assertThat(Parts.digests(false, bytes, 7, count)).isEqualTo(expected);
    assertThat(Parts.digests(true, bytes, 7, count)).isEqualTo(expected);
  }

  @Test
  void a_measurement_ends_when_it_is_enough_or_has_taken_long() {
    SelfBenchmark benchmark = new SelfBenchmark();
    assertThat(benchmark.run(Double.MAX_VALUE, Long.MAX_VALUE).sideBySide()).isPositive();
    assertThat(benchmark.run(0, 1).oneByOne()).isPositive();
  }
}
