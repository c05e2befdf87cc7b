package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fedbench.storage.Dtype;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast blocks against the definitions, in whole numbers without a limit. */
class LayoutTest {

  private static Chunk chunk(Dtype dtype, byte[] bytes, Optional<Chunk> reference) {
    return new Chunk(bytes, 0, bytes.length, dtype, reference);
  }

  private static long element(byte[] bytes, int i, int width) {
    long bits = 0;
    for (int b = 0; b < width; b++) {
      bits |= (bytes[i * width + b] & 0xffL) << 8 * b;
    }
    return bits << 64 - 8 * width >> 64 - 8 * width;
  }

  /** Numbers that are ordered as floats are, zeros of both signs as neighbours. */
  private static BigInteger ordered(long signed, Dtype dtype) {
    if (signed >= 0 || !dtype.isFloat()) {
      return BigInteger.valueOf(signed);
    }
    long magnitude = signed & (1L << 8 * dtype.bytes() - 1) - 1;
    return BigInteger.valueOf(magnitude).negate().subtract(BigInteger.ONE);
  }

  private static BigInteger zigzag(BigInteger difference, int bits) {
    BigInteger range = BigInteger.ONE.shiftLeft(bits);
    BigInteger signed = difference.mod(range);
    if (signed.testBit(bits - 1)) {
      signed = signed.subtract(range);
    }
    return signed.signum() < 0
        ? signed.negate().shiftLeft(1).subtract(BigInteger.ONE)
        : signed.shiftLeft(1);
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void words_are_differences_of_ordered_numbers_in_zigzag(Dtype dtype) {
    Random random = new Random(dtype.ordinal());
    for (Chunks.Pair pair : Chunks.all(dtype, 1_040, random)) {
      if (pair.reference().isEmpty()) {
        continue;
      }
      byte[] base = pair.reference().get();
      Chunk own = chunk(dtype, pair.chunk(), Optional.of(chunk(dtype, base, Optional.empty())));
      byte[] words = new byte[ChunkCodec.MAX_BYTES];
      new Residuals().words(own, Layout.of(dtype, 0), words);
      int width = dtype.bytes();
      for (int i = 0; i < own.count(); i++) {
        BigInteger difference =
            ordered(element(pair.chunk(), i, width), dtype)
                .subtract(ordered(element(base, i, width), dtype));
        BigInteger expected = zigzag(difference, 8 * width);
        assertThat(element(words, i, width)).isEqualTo(signExtended(expected, width));
      }
    }
  }

  private static long signExtended(BigInteger word, int width) {
    return word.longValue() << 64 - 8 * width >> 64 - 8 * width;
  }

  @Test
  void the_map_is_ordered_as_floats_are() {
    assertThat(ordered(Float.floatToRawIntBits(-0f), Dtype.F32)).isEqualTo(-1);
    assertThat(ordered(Float.floatToRawIntBits(-Float.MIN_VALUE), Dtype.F32)).isEqualTo(-2);
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      float a = Float.intBitsToFloat(random.nextInt());
      float b = Float.intBitsToFloat(random.nextInt());
      if (a < b) {
        assertThat(ordered(Float.floatToRawIntBits(a), Dtype.F32))
            .isLessThan(ordered(Float.floatToRawIntBits(b), Dtype.F32));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void symbols_and_further_bits_say_what_the_difference_is(Dtype dtype) {
    Layout layout = Layout.of(dtype, 0);
    FurtherBits bits = FurtherBits.of(layout);
    assertThat(layout.alphabet()).isLessThanOrEqualTo(256);
    BigInteger next = BigInteger.ZERO;
    for (int symbol = 0; symbol < layout.alphabet(); symbol++) {
      // unsigned, and each symbol starts where the one before ends
      assertThat(BigInteger.valueOf(bits.least()[symbol]).mod(BigInteger.ONE.shiftLeft(64)))
          .isEqualTo(next);
      next = next.add(BigInteger.ONE.shiftLeft(bits.counts()[symbol]));
    }
    assertThat(next).isEqualTo(BigInteger.ONE.shiftLeft(8 * dtype.bytes()));
  }

  @Test
  void zeros_that_all_end_in_are_shifted_out() {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x50000).putInt(0x70000).putInt(0);
    Chunk base = chunk(Dtype.F32, new byte[12], Optional.empty());
    assertThat(Residuals.shift(chunk(Dtype.F32, bytes.array(), Optional.of(base)))).isEqualTo(16);
    Chunk zeros = chunk(Dtype.F32, new byte[12], Optional.of(base));
    assertThat(Residuals.shift(zeros)).isEqualTo(30);
  }
}
