package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcResponse;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WireRoundTripTest {

  private static final int SEEDS = 40;

  @ParameterizedTest
  @EnumSource
  void what_is_written_is_read(WireMessage kind) throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      Object message = kind.sample(seed);
      byte[] written = kind.write(message);
      Object read = kind.parse(written);
      assertThat(read)
          .as("seed %d", seed)
          .usingRecursiveComparison()
          .withEqualsForType(Float::equals, Float.class) // exactly: no tolerance, and NaN is NaN
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(message);
      assertThat(kind.write(read)).as("seed %d", seed).isEqualTo(written);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_message_in_the_middle_of_a_buffer_is_read_from_there_and_the_buffer_is_left_alone(
      WireMessage kind) throws Exception {
    byte[] written = kind.write(kind.sample(1));
    byte[] padded = new byte[written.length + 7];
    System.arraycopy(written, 0, padded, 3, written.length);
    ByteBuffer body = ByteBuffer.wrap(padded).position(3).limit(3 + written.length);
    ByteBuffer view = body.duplicate();
    Object read = kind.parse(view);
    assertThat(kind.write(read)).isEqualTo(written);
    assertThat(view).isEqualTo(body);
    assertThat(view.position()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void a_refusal_travels_as_a_failure_with_its_cause(Cause cause) {
    Refusal refusal = new Refusal(cause, "text: with a colon");
    RpcResponse response = refusal.response();
    assertThat(response.kind()).isEqualTo(MessageKind.FAILURE);
    assertThat(response.text()).isEqualTo(cause + ": text: with a colon");
    assertThat(Refusal.of(response)).isEqualTo(refusal);
  }

  @Test
  void a_failure_of_another_kind_is_the_coordinators_error() {
    for (String text : new String[] {"", ":", "no colon", "NO_SUCH_CAUSE: text", "late: text"}) {
      Refusal refusal = Refusal.of(RpcResponse.failure(text));
      assertThat(refusal).isEqualTo(new Refusal(Cause.COORDINATOR_ERROR, text));
    }
  }

  @Test
  void of_an_endless_refusal_a_row_keeps_the_beginning() {
    Refusal refusal = Refusal.of(RpcResponse.failure("LATE: " + "x".repeat(1 << 20)));
    assertThat(refusal.cause()).isEqualTo(Cause.LATE);
    assertThat(refusal.text()).startsWith("xxx").hasSizeLessThan(1_100);
  }

  @Test
  void long_text_is_cut_between_characters() throws Exception {
    String text = "a" + "€".repeat(1_000); // 1 + 3,000 bytes of UTF-8; the limit is 2,000
    Announcement announcement =
        new Announcement(
            Announcement.Kind.FINISHED, 0, new byte[16], 1, Selection.ALL, Optional.empty(), text);
    String read = Announcement.decode(announcement.encode()).text();
    assertThat(read).isEqualTo("a" + "€".repeat(666));
  }

  @Test
  void a_selection_holds_its_members_and_nobody_else() {
    BitSet members = BitSet.valueOf(new long[] {0b1010_0001L, 1L << 63});
    Selection selection = Selection.of(members);
    for (int index = 0; index < 1_000; index++) {
      assertThat(selection.contains(index)).as("index %d", index).isEqualTo(members.get(index));
      assertThat(Selection.ALL.contains(index)).isTrue();
    }
  }

  @Test
  void a_member_shows_no_token() {
    assertThat(new Member(7, 0x1234_5678_9abcL)).hasToString("Member[index=7]");
  }
}
