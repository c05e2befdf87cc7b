package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes, a parser returns a message or throws its own exception, and holds little. */
class WireHostileBytesTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Kinds that end in bytes of any length: to cut or to append there makes another message. */
  private static boolean openEnded(WireMessage kind) {
    return switch (kind) {
      case MODEL, SUBMISSION, ANNOUNCEMENT, PROVEN_FRAME -> true;
      default -> false;
    };
  }

  @ParameterizedTest
  @EnumSource
  void every_truncation_is_malformed_or_another_message(WireMessage kind) {
    for (long seed = 0; seed < 10; seed++) {
      byte[] written = kind.write(kind.sample(seed));
      for (int length = 0; length < written.length; length++) {
        if (reads(kind, Arrays.copyOf(written, length)) && !openEnded(kind)) {
          fail("seed %d: the first %d bytes are a message", seed, length);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_extension_by_a_byte_is_malformed_or_another_message(WireMessage kind) {
    for (long seed = 0; seed < 10; seed++) {
      byte[] written = kind.write(kind.sample(seed));
      byte[] longer = Arrays.copyOf(written, written.length + 1);
      for (int last = 0; last < 256; last++) {
        longer[written.length] = (byte) last;
        if (reads(kind, longer) && !openEnded(kind)) {
          fail("seed %d: with a byte %d more it is a message", seed, last);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_change_of_a_byte_is_malformed_or_another_message(WireMessage kind) {
    for (long seed = 0; seed < 5; seed++) {
      byte[] written = kind.write(kind.sample(seed));
      for (int i = 0; i < Math.min(written.length, 300); i++) {
        for (int bits : new int[] {0x01, 0x80, 0xff}) {
          byte[] changed = written.clone();
          changed[i] ^= (byte) bits;
          reads(kind, changed);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void random_bytes_are_malformed_or_a_message(WireMessage kind) {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0) { // small numbers get further
        for (int at = 0; at < bytes.length; at++) {
          bytes[at] &= 3;
        }
      }
      reads(kind, bytes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lengths_that_lie_allocate_nothing_large(WireMessage kind) {
    byte[] written = kind.write(kind.sample(3));
    random_bytes_are_malformed_or_a_message(kind); // loads classes, and formats messages
    for (int i = 0; i + 4 <= Math.min(written.length, 200); i++) {
      byte[] lie = written.clone();
      for (String number : new String[] {"7fffffff", "7ffffffe", "00ffffff", "1fffffff"}) {
        System.arraycopy(HexFormat.of().parseHex(number), 0, lie, i, 4);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reads(kind, lie);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > 100_000) {
          fail("%s at %d: %d bytes allocated", number, i, allocated);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4642543200000000, does not start with FBT1", // FBT2
    "46425431ffff, number of tensors: 65535",
    "46425431000100, tensor name: 1 bytes where 2", // cut in the name's length
    "4642543100010321, tensor name: 801 bytes", // longer than 200 characters can be
    "464254310001000161, rank: 0 bytes where 1",
    "46425431000100016109, rank: 9",
    "464254310001000161010000000000000000, dimensions", // a dimension of 0
    "46425431000100016101ffffffff, dimension: above",
    "4642543100010001ff00, tensor name: not UTF-8",
    "4642543100010000000000, a tensor name of 0",
    "46425431000000, padding: 0 bytes where", // ends in the padding
    "4642543100000001, padding: not zero",
    "46425431000000000000, 10 bytes; its header asks for 8",
    "4642543100020001610000016100000000000000000000000000, two tensors are named 'a'",
    "46425431000100016102400000004000000000000000, more than"
  })
  void a_wrong_tensor_frame_says_what_is_wrong(String hex, String message) {
    String even = hex.length() % 2 == 0 ? hex : hex + "0";
    assertThatThrownBy(() -> TensorFrame.read(ByteBuffer.wrap(HexFormat.of().parseHex(even))))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void numbers_that_are_not_finite_are_malformed() {
    byte[] report = WireMessage.RUN_REPORT.write(sampleWithRound());
    assertThat(reads(WireMessage.RUN_REPORT, report)).isTrue();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      ByteBuffer.wrap(report).putDouble(4 + 4 + 8 + 4 + 4 + 4 + 1, value); // elapsed
      assertThat(reads(WireMessage.RUN_REPORT, report)).isFalse();
    }
  }

  @Test
  void a_deadline_beyond_all_reason_is_malformed() {
    byte[] info = WireMessage.INFO.write(WireMessage.INFO.sample(0));
    ByteBuffer.wrap(info).putLong(16 + 16 + 1 + 4 + 4 + 1, Long.MAX_VALUE);
    assertThat(reads(WireMessage.INFO, info)).isFalse();
  }

  @Test
  void a_selection_of_more_clients_than_there_can_be_is_malformed() {
    ByteBuffer bytes = ByteBuffer.allocate(20_000_000);
    bytes.put(0, (byte) 0).put(29, (byte) 1).putInt(30, 19_000_000);
    assertThat(reads(WireMessage.ANNOUNCEMENT, bytes.array())).isFalse();
  }

  private static RunReport sampleWithRound() {
    for (long seed = 0; ; seed++) {
      RunReport report = (RunReport) WireMessage.RUN_REPORT.sample(seed);
      if (!report.rounds().isEmpty()) {
        return report;
      }
    }
  }

  /** Whether it is a message. Any exception but the parsers' own fails the test. */
  private static boolean reads(WireMessage kind, byte[] body) {
    try {
      kind.parse(body);
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }
}
