package dev.fedbench.storage.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.hash.spi.LaneSha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors against the JDK's SHA-256. */
class VectorSha256Test {

  private static final int LANES = 2 * LaneSha256.GROUP;
  private static final int MOST = LaneSha256.MOST;

  private final Random random = new Random(7);
  private final VectorSha256 vectors = new VectorSha256();

  /** Each message padded (FIPS 180-4, section 5.1.1), one after another. */
  private static byte[] padded(byte[][] messages) {
    int length = messages[0].length;
    int blocks = (length + 1 + Long.BYTES + 63) / 64;
    ByteBuffer all = ByteBuffer.allocate(LANES * 64 * blocks);
    for (int k = 0; k < LANES; k++) {
      all.position(64 * blocks * k);
      all.put(messages[k]).put((byte) 0x80);
      all.putLong(64 * blocks * (k + 1) - Long.BYTES, 8L * length);
    }
    return all.array();
  }

  private static int[] start() {
    int[] states = new int[8 * MOST];
    int[] first = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    for (int i = 0; i < 8; i++) {
      Arrays.fill(states, MOST * i, MOST * (i + 1), first[i]);
    }
    return states;
  }

  private static IntStream lengths() {
    return IntStream.concat(IntStream.rangeClosed(0, 200), IntStream.of(4096, 4151, 4152, 65_536));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void every_lane_gives_what_the_jdk_gives(int length) throws Exception {
    byte[][] messages = new byte[LANES][length];
    for (byte[] message : messages) {
      random.nextBytes(message);
    }
    byte[] padded = padded(messages);
    int stride = padded.length / LANES;
    int before = random.nextInt(70);
    byte[] bytes = new byte[before + padded.length];
    System.arraycopy(padded, 0, bytes, before, padded.length);
    int[] states = start();
    int some = random.nextInt(stride / 64 + 1); // in two steps
    vectors.compress(states, LANES, bytes, before, stride, some);
    vectors.compress(states, LANES, bytes, before + 64 * some, stride, stride / 64 - some);
    for (int k = 0; k < LANES; k++) {
      ByteBuffer digest = ByteBuffer.allocate(32);
      for (int i = 0; i < 8; i++) {
        digest.putInt(states[MOST * i + k]);
      }
      assertThat(digest.array())
          .as("lane %d", k)
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(messages[k]));
    }
  }

  @Test
  void lanes_may_share_their_bytes() {
    byte[] bytes = new byte[64 * 5];
    random.nextBytes(bytes);
    for (int stride : new int[] {0, 1, 3}) {
      byte[] apart = new byte[LANES * 3 * 64];
      for (int k = 0; k < LANES; k++) {
        System.arraycopy(bytes, 1 + k * stride, apart, k * 3 * 64, 3 * 64);
      }
      int[] found = start();
      int[] expected = start();
      vectors.compress(found, LANES, bytes, 1, stride, 3);
      vectors.compress(expected, LANES, apart, 0, 3 * 64, 3);
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void what_is_not_there_is_not_hashed() {
    assertThatThrownBy(
            () -> vectors.compress(new int[8 * MOST], LANES, new byte[64 * LANES], 1, 64, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(
            () -> vectors.compress(new int[8 * MOST], LANES, new byte[64 * LANES], -1, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
