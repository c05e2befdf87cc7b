package dev.fedbench.core.fl.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorFrameTest {

  private static final int[] SPECIAL = {
    0x00000000, // 0.0
    0x80000000, // -0.0
    0x7fc00000, // the usual NaN
    0x7fc12345, // a quiet NaN with a payload
    0x7f812345, // a signalling NaN with a payload
    0xffffffff,
    0x7f800000, // infinities
    0xff800000,
    0x00000001, // the smallest denormals
    0x80000001,
    0x007fffff, // the largest denormal
    0x7f7fffff // the largest number
  };

  @Test
  void special_values_travel_bit_by_bit() throws Exception {
    assertBitExact(IntStream.of(SPECIAL).toArray());
  }

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void any_values_travel_bit_by_bit(int seed) throws Exception {
    Random random = new Random(seed);
    assertBitExact(random.ints(random.nextInt(3_000)).toArray());
  }

  private static void assertBitExact(int[] bits) throws Exception {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = Float.intBitsToFloat(bits[i]);
    }
    TensorLayout layout =
        bits.length == 0
            ? TensorLayout.EMPTY
            : TensorLayout.of(TensorSpec.of("values", bits.length));
    ByteBuffer frame = WireMessage.frame(new Tensors(layout, values));
    Tensors read = TensorFrame.read(frame);
    assertThat(read.layout()).isEqualTo(layout);
    assertThat(bits(read.values())).isEqualTo(bits);
    FloatBuffer shared =
        TensorFrame.values(frame, TensorFrame.header(layout), layout.size()).orElseThrow();
    float[] copied = new float[bits.length];
    shared.get(copied);
    assertThat(bits(copied)).isEqualTo(bits);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void layouts_of_any_rank_travel() throws Exception {
    TensorLayout layout =
        TensorLayout.of(
            TensorSpec.of("scalar"),
            TensorSpec.of("vector", 3),
            TensorSpec.of("all ranks", 1, 2, 1, 2, 1, 2, 1, 2),
            TensorSpec.of("é→😀", 2, 2),
            TensorSpec.of("x".repeat(TensorSpec.MAX_NAME), 1));
    assertThat(layout.size()).isEqualTo(1 + 3 + 16 + 4 + 1);
    Tensors read = TensorFrame.read(WireMessage.frame(Tensors.zeros(layout)));
    assertThat(read.layout()).isEqualTo(layout);
    Tensors none = TensorFrame.read(WireMessage.frame(Tensors.EMPTY));
    assertThat(none.layout()).isEqualTo(TensorLayout.EMPTY);
  }

  @Test
  void as_many_tensors_as_a_layout_may_have_travel() throws Exception {
    TensorLayout most =
        new TensorLayout(
            IntStream.range(0, TensorLayout.MAX_TENSORS)
                .mapToObj(i -> TensorSpec.of("t" + i))
                .toList());
    assertThat(TensorFrame.layout(WireMessage.frame(Tensors.zeros(most)))).isEqualTo(most);
  }

  @Test
  void values_are_aligned_to_four_bytes_in_every_frame() {
    for (int name = 1; name < 9; name++) {
      byte[] header = TensorFrame.header(TensorLayout.of(TensorSpec.of("n".repeat(name), 1)));
      assertThat(header.length % Float.BYTES).isZero();
    }
  }

  @Test
  void values_of_a_frame_of_another_layout_are_not_given() {
    ByteBuffer frame = WireMessage.frame(Tensors.of("weights", 1, 2, 3));
    byte[] header = TensorFrame.header(TensorLayout.of(TensorSpec.of("weights", 3)));
    byte[] renamed = TensorFrame.header(TensorLayout.of(TensorSpec.of("weightz", 3)));
    byte[] reshaped = TensorFrame.header(TensorLayout.of(TensorSpec.of("weights", 3, 1)));
    assertThat(TensorFrame.values(frame, header, 3)).isPresent();
    assertThat(TensorFrame.values(frame, renamed, 3)).isEmpty();
    assertThat(TensorFrame.values(frame, reshaped, 3)).isEmpty();
    assertThat(TensorFrame.values(frame, header, 2)).isEmpty();
    assertThat(TensorFrame.values(frame.slice().limit(4), header, 3)).isEmpty();
  }
}
