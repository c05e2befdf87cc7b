package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.proof.Proof;
import dev.fedbench.proof.QuantizedUpdate;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A proven update on the wire: what is written is read, and nothing else is. */
class ProvenFrameTest {

  private static final TensorLayout LAYOUT =
      TensorLayout.of(TensorSpec.of("w", 2, 2), TensorSpec.of("é"));
  private static final byte[] HEADER = TensorFrame.header(LAYOUT);
  private static final byte[] SALT = new byte[32];
  private static final Proof PROOF =
      new Proof(List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {4}));

  /** Where the message says how many parts there are: behind mark, salt, bits and scale. */
  private static final int COUNT_AT = 4 + 32 + 1 + 8;

  private static ByteBuffer write(QuantizedUpdate update) {
    return write(PROOF, update);
  }

  private static ByteBuffer write(Proof proof, QuantizedUpdate update) {
    Payload payload = ProvenFrame.payload(SALT, proof, HEADER, update);
    ByteBuffer out = ByteBuffer.allocate(payload.size());
    payload.write(out);
    assertThat(out.hasRemaining()).as("bytes that were not written").isFalse();
    return out.flip();
  }

  private static QuantizedUpdate update(int bits) {
    int most = (int) ((1L << bits - 1) - 1);
    return new QuantizedUpdate(new int[] {-most - 1, most, 0, -1, 1}, bits, 1L << 31);
  }

  private static Optional<QuantizedUpdate> read(ByteBuffer frame) throws MalformedMessageException {
    return ProvenFrame.decode(frame, 3).values(HEADER, LAYOUT);
  }

  static IntStream widths() {
    return IntStream.rangeClosed(2, 32);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void the_extremes_of_every_width_travel_in_as_few_bytes_as_hold_them(int bits) throws Exception {
    ByteBuffer written = write(update(bits));
    ProvenFrame frame = ProvenFrame.decode(written, 3);
    assertThat(frame.bits()).isEqualTo(bits);
    assertThat(frame.scale()).isEqualTo(1L << 31);
    assertThat(frame.proof()).isEqualTo(PROOF);
    assertThat(frame.values(HEADER, LAYOUT)).contains(update(bits));
    int bytes = bits <= 8 ? 1 : bits <= 16 ? 2 : 4;
    assertThat(frame.frame().remaining()).isEqualTo(HEADER.length + 5 * bytes);
  }

  @ParameterizedTest
  @MethodSource("widths")
  void any_values_travel(int bits) throws Exception {
    Random random = new Random(bits);
    TensorLayout layout = TensorLayout.of(TensorSpec.of("many", 1_000));
    int[] values = random.ints(1_000).map(value -> value >> 32 - bits).toArray();
    QuantizedUpdate update = new QuantizedUpdate(values, bits, 1 + random.nextInt(1 << 30));
    byte[] header = TensorFrame.header(layout);
    Payload payload = ProvenFrame.payload(SALT, PROOF, header, update);
    ByteBuffer middle = ByteBuffer.allocate(payload.size() + 10).position(3);
    payload.write(middle);
    assertThat(middle.position()).isEqualTo(3 + payload.size());
    assertThat(ProvenFrame.decode(middle.flip().position(3), 3).values(header, layout))
        .contains(update);
  }

  @ParameterizedTest
  @CsvSource({"2", "8", "9", "16", "17", "31"})
  void a_value_that_needs_more_bits_than_the_message_says_is_malformed(int bits) throws Exception {
    int most = (int) ((1L << bits - 1) - 1);
    for (int beyond : new int[] {most + 1, -most - 2}) {
      ByteBuffer written = write(update(bits));
      int last = written.limit();
      written.order(ByteOrder.LITTLE_ENDIAN);
      if (bits < 8) {
        written.put(last - 1, (byte) beyond);
      } else if (bits > 8 && bits < 16) {
        written.putShort(last - 2, (short) beyond);
      } else if (bits > 16) {
        written.putInt(last - 4, beyond);
      } else {
        continue; // all bytes are values
      }
      assertThatThrownBy(() -> read(written))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("value 4 is %d; expected %d bits", beyond, bits);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "33", "64", "255"})
  void a_width_that_there_is_not_is_malformed_or_of_another_length(int bits) throws Exception {
    ByteBuffer written = write(update(bits > 16 ? 32 : 2)); // of the length that it stands for
    written.put(4 + 32, (byte) bits);
    assertThatThrownBy(() -> read(written)).isInstanceOf(MalformedMessageException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "2147483649", "9223372036854775807", "-1"})
  void a_scale_that_there_is_not_is_malformed(long scale) {
    ByteBuffer written = write(update(16)).putLong(4 + 32 + 1, scale);
    assertThatThrownBy(() -> read(written)).isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void every_truncation_is_malformed_or_of_another_length() throws Exception {
    ByteBuffer whole = write(update(16));
    int fixed = whole.limit() - HEADER.length - 5 * 2;
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      if (length < fixed) {
        assertThatThrownBy(() -> ProvenFrame.decode(cut, 3))
            .as("%d bytes", length)
            .isInstanceOf(MalformedMessageException.class);
      } else {
        assertThat(read(cut)).as("%d bytes", length).isEmpty();
      }
    }
    ByteBuffer longer = ByteBuffer.allocate(whole.limit() + 1).put(whole.duplicate()).rewind();
    assertThat(read(longer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1", "-2147483648", "2147483647", "16777216", "4"})
  void a_count_or_length_beyond_the_message_is_malformed(int lie) {
    for (int at : new int[] {COUNT_AT, COUNT_AT + 4, COUNT_AT + 4 + 4 + 3, COUNT_AT + 15}) {
      // The second to last length is 0 and the last 1: 4 more parts, or bytes, swallow the rest.
      ByteBuffer written = write(new Proof(PROOF.parts()), update(2)).putInt(at, lie);
      try {
        assertThat(read(written)).as("at %d", at).isEmpty();
        assertThat(lie).as("at %d", at).isEqualTo(4);
      } catch (MalformedMessageException e) {
        assertThat(e).hasMessageContaining("proof");
      }
    }
  }

  @Test
  void a_proof_may_have_no_parts_and_its_parts_no_bytes() throws Exception {
    for (Proof proof : List.of(new Proof(List.of()), new Proof(List.of(new byte[0])))) {
      ProvenFrame frame = ProvenFrame.decode(write(proof, update(16)), proof.parts().size());
      assertThat(frame.proof()).isEqualTo(proof);
      assertThat(frame.values(HEADER, LAYOUT)).contains(update(16));
    }
  }

  @Test
  void values_of_another_layout_are_not_given() throws Exception {
    ProvenFrame frame = ProvenFrame.decode(write(update(16)), 3);
    for (TensorLayout other :
        List.of(
            TensorLayout.of(TensorSpec.of("v", 2, 2), TensorSpec.of("é")),
            TensorLayout.of(TensorSpec.of("w", 4), TensorSpec.of("é")),
            TensorLayout.of(TensorSpec.of("é"), TensorSpec.of("w", 2, 2)),
            TensorLayout.of(TensorSpec.of("w", 2, 2)),
            TensorLayout.of(TensorSpec.of("w", 5)))) {
      assertThat(frame.values(TensorFrame.header(other), other)).as("%s", other).isEmpty();
    }
  }

  @Test
  void only_what_begins_with_its_mark_is_one() {
    assertThat(ProvenFrame.is(write(update(16)))).isTrue();
    assertThat(ProvenFrame.is(WireMessage.frame(Tensors.zeros(LAYOUT)))).isFalse();
    assertThat(ProvenFrame.is(write(update(16)).limit(3))).isFalse();
    assertThat(ProvenFrame.is(ByteBuffer.allocate(0))).isFalse();
    ByteBuffer other = write(update(16)).put(3, (byte) '2');
    assertThat(ProvenFrame.is(other)).isFalse();
    assertThatThrownBy(() -> ProvenFrame.decode(other, 3))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("FBP1");
  }

  @Test
  void shows_no_salt_and_no_values() {
    assertThat(new ProvenFrame(SALT, 16, 1_000, PROOF, ByteBuffer.allocate(1)))
        .hasToString("ProvenFrame[16 bits, scale 1000, Proof[3 parts, 4 bytes]]");
  }

  static Stream<byte[]> seeds() {
    return IntStream.of(2, 8, 9, 16, 17, 32).mapToObj(bits -> bytes(write(update(bits))));
  }

  /** What is read is written as it came. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void any_bytes_are_an_update_or_malformed(byte[] data) {
    try {
      ProvenFrame frame = ProvenFrame.decode(ByteBuffer.wrap(data), 3);
      Optional<QuantizedUpdate> update = frame.values(HEADER, LAYOUT);
      if (update.isPresent()) {
        Payload payload = ProvenFrame.payload(frame.salt(), frame.proof(), HEADER, update.get());
        ByteBuffer again = ByteBuffer.allocate(payload.size());
        payload.write(again);
        assertThat(again.array()).isEqualTo(data);
      }
    } catch (MalformedMessageException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.limit());
  }
}
