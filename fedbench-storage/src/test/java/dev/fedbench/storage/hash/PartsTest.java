package dev.fedbench.storage.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  /** Of all numbers: in groups, and one by one what is left of them. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 63, 64, 65, 240, 256, 257, 300, 329})
  void parts_have_the_same_digests_whatever_hashes_them(int count) throws Exception {
    byte[] bytes = new byte[count * Parts.BYTES + 20];
    new Random(count).nextBytes(bytes);
    byte[] expected = expected(bytes, 7, count);
    assertThat(Parts.digests(bytes, 7, count)).isEqualTo(expected);
    assertThat(Parts.digests(Optional.empty(), bytes, 7, count)).isEqualTo(expected);
    for (LaneSha256 lanes : List.of(new SlowSha256(), new LoopSha256())) {
      byte[] found = Parts.digests(Optional.of(lanes), bytes, 7, count);
      assertThat(Arrays.equals(found, expected)).as(lanes.name()).isTrue();
    }
  }

  /** One lane is less than a group. */
  @Test
  void a_service_may_ask_for_one_lane_and_is_given_a_group() throws Exception {
    SlowSha256 modest =
        new SlowSha256() {
          @Override
          public int fewest() {
            return 1;
          }
        };
    byte[] bytes = new byte[17 * Parts.BYTES];
    new Random(1).nextBytes(bytes);
    assertThat(Parts.digests(Optional.of(modest), bytes, 0, 17)).isEqualTo(expected(bytes, 0, 17));
  }
}
