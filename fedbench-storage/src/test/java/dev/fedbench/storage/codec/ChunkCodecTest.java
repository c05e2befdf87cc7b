package dev.fedbench.storage.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkCodecTest {

  /** Kept for all tests of a JVM: what one call leaves behind must not matter to the next. */
  private static final List<ChunkCodec> CODECS = codecs();

  private static List<ChunkCodec> codecs() {
    List<ChunkCodec> codecs = new ArrayList<>();
    codecs.add(new ChunkCodec());
    for (Strategy strategy : Strategy.values()) {
      codecs.add(new ChunkCodec(Optional.of(strategy), List.of()));
    }
    return codecs;
  }

  static byte[] encode(ChunkCodec codec, Chunks.Pair pair, Dtype dtype) {
    Encoded encoded = codec.encode(ByteBuffer.wrap(pair.chunk()), dtype, pair.referenceBuffer());
    byte[] bytes = new byte[encoded.size()];
    encoded.bytes().get(bytes);
    return bytes;
  }

  private static byte[] decode(ChunkCodec codec, byte[] encoded, Dtype dtype, Chunks.Pair pair)
      throws Exception {
    byte[] decoded = new byte[pair.chunk().length];
    codec.decode(ByteBuffer.wrap(encoded), dtype, pair.referenceBuffer(), ByteBuffer.wrap(decoded));
    return decoded;
  }

  private static void roundTrip(ChunkCodec codec, Dtype dtype, Chunks.Pair pair) throws Exception {
    byte[] encoded = encode(codec, pair, dtype);
    byte[] decoded = decode(CODECS.get(0), encoded, dtype, pair);
    if (!Arrays.equals(decoded, pair.chunk())) { // assertThat takes long over large arrays
      throw new AssertionError(
          "%s %s of %d bytes, strategy %d, differs at %d"
              .formatted(
                  dtype,
                  pair,
                  pair.chunk().length,
                  encoded[0],
                  Arrays.mismatch(decoded, pair.chunk())));
    }
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void all_bits_come_back_whatever_the_strategy(Dtype dtype) throws Exception {
    Random random = new Random(dtype.ordinal());
    for (int length : new int[] {0, 1, 7, 8, 64, 513, 4096 + 3, 20_000}) {
      for (Chunks.Pair pair : Chunks.all(dtype, length, random)) {
        for (ChunkCodec codec : CODECS) {
          roundTrip(codec, dtype, pair);
        }
      }
    }
  }

  /** One of each width: what else dtypes differ in shows in small chunks, too. */
  @ParameterizedTest
  @EnumSource(names = {"U8", "BF16", "F32", "F64"})
  void all_bits_come_back_from_chunks_of_the_largest_size(Dtype dtype) throws Exception {
    largestChunks(dtype);
  }

  @ParameterizedTest
  @Tag("slow")
  @EnumSource(Dtype.class)
  void all_bits_come_back_from_chunks_of_the_largest_size_of_every_dtype(Dtype dtype)
      throws Exception {
    largestChunks(dtype);
  }

  private static void largestChunks(Dtype dtype) throws Exception {
    Random random = new Random(dtype.ordinal());
    byte[] bits = Chunks.Distribution.RANDOM.bytes(ChunkCodec.MAX_BYTES, random);
    byte[] weights = Chunks.weights(dtype, ChunkCodec.MAX_BYTES, 0, 1, random);
    for (ChunkCodec codec : CODECS) {
      roundTrip(codec, dtype, new Chunks.Pair("bits", bits, Optional.empty()));
      roundTrip(codec, dtype, new Chunks.Pair("bits to weights", bits, Optional.of(weights)));
      roundTrip(codec, dtype, new Chunks.Pair("weights to bits", weights, Optional.of(bits)));
    }
  }

  /** Of large chunks a sample decides about codes: what it has not must come back, too. */
  @ParameterizedTest
  @EnumSource(names = {"U8", "BF16", "F32"})
  void elements_that_no_sample_has_come_back(Dtype dtype) throws Exception {
    Random random = new Random(9);
    int length = ChunkCodec.MAX_BYTES;
    byte[] before = Chunks.weights(dtype, length, 0, 1, new Random(10));
    byte[] after = Chunks.weights(dtype, length, 1e-2, 1, new Random(10));
    int usual = encode(CODECS.get(0), pair(after, before), dtype).length;
    for (byte[] similar : List.of(before, after)) {
      for (int width : new int[] {1, dtype.bytes(), 4096, length / 16, length / 2}) {
        byte[] other = similar.clone(); // but for a piece of any bits
        int at = random.nextInt(length / dtype.bytes() / 2) * dtype.bytes();
        byte[] bits = Chunks.Distribution.RANDOM.bytes(width, random);
        System.arraycopy(bits, 0, other, at, width);
        roundTrip(CODECS.get(0), dtype, pair(other, before));
        roundTrip(CODECS.get(0), dtype, pair(before, other));
        int size = encode(CODECS.get(0), pair(other, before), dtype).length;
        assertThat(size).isLessThan(usual + 4 * width + usual / 50);
      }
    }
  }

  private static Chunks.Pair pair(byte[] chunk, byte[] reference) {
    return new Chunks.Pair("pair", chunk, Optional.of(reference));
  }

  @Test
  void all_bits_come_back_at_every_small_length_and_some_others() throws Exception {
    lengths(0, 600, 1);
    lengths(601, 5000, 23);
  }

  @Test
  @Tag("slow")
  void all_bits_come_back_at_every_length() throws Exception {
    lengths(0, 5000, 1);
  }

  private static void lengths(int from, int to, int step) throws Exception {
    Random random = new Random(5);
    Dtype[] dtypes = Dtype.values();
    for (int length = from; length <= to; length += step) {
      Dtype dtype = dtypes[length % dtypes.length];
      byte[] before = Chunks.weights(dtype, length, 0, 1, new Random(length));
      byte[] after = Chunks.weights(dtype, length, 1e-2, 1, new Random(length));
      Chunks.Pair pair = new Chunks.Pair("noise", after, Optional.of(before));
      roundTrip(CODECS.get(0), dtype, pair);
      roundTrip(CODECS.get(1 + random.nextInt(CODECS.size() - 1)), dtype, pair);
    }
  }

  @Test
  void every_float16_comes_back_against_every_other_kind() throws Exception {
    byte[] all = new byte[1 << 17];
    byte[] shuffled = new byte[1 << 17];
    for (int i = 0; i < 1 << 16; i++) {
      Bytes.putShort(all, 2 * i, (short) i);
      Bytes.putShort(shuffled, 2 * i, (short) (i * 40503));
    }
    for (Dtype dtype : List.of(Dtype.F16, Dtype.BF16, Dtype.I16, Dtype.U16)) {
      for (ChunkCodec codec : CODECS) {
        roundTrip(codec, dtype, new Chunks.Pair("all", all, Optional.of(shuffled)));
        roundTrip(codec, dtype, new Chunks.Pair("shuffled", shuffled, Optional.of(all)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void a_strategy_is_used_where_it_applies(Strategy strategy) throws Exception {
    Chunks.Pair pair = noise(Dtype.F32, 65_536);
    ChunkCodec codec = new ChunkCodec(Optional.of(strategy), List.of());
    assertThat(encode(codec, pair, Dtype.F32)[0]).isEqualTo((byte) strategy.code());
    Encoded encoded =
        codec.encode(ByteBuffer.wrap(pair.chunk()), Dtype.F32, pair.referenceBuffer());
    assertThat(encoded.strategy()).isEqualTo(strategy);
    assertThat(encoded.usesReference())
        .isEqualTo(strategy.needsReference() || strategy == Strategy.COMPRESSED);
  }

  private static Chunks.Pair noise(Dtype dtype, int length) {
    byte[] before = Chunks.weights(dtype, length, 0, 1, new Random(1));
    byte[] after = Chunks.weights(dtype, length, 1e-3, 1, new Random(1));
    return new Chunks.Pair("noise", after, Optional.of(before));
  }

  @Test
  void what_does_not_get_smaller_stays_raw() {
    byte[] bits = Chunks.Distribution.RANDOM.bytes(10_000, new Random(3));
    Chunks.Pair pair = new Chunks.Pair("bits", bits, Optional.empty());
    byte[] encoded = encode(CODECS.get(0), pair, Dtype.F32);
    assertThat(encoded[0]).isEqualTo((byte) Strategy.RAW.code());
    assertThat(encoded).hasSize(bits.length + 1);
  }

  @Test
  void a_chunk_unlike_its_reference_is_encoded_alone() {
    byte[] chunk = Chunks.weights(Dtype.F32, 65_536, 0, 1, new Random(1));
    byte[] bits = Chunks.Distribution.RANDOM.bytes(65_536, new Random(3));
    Encoded encoded =
        CODECS.get(0).encode(ByteBuffer.wrap(chunk), Dtype.F32, Optional.of(ByteBuffer.wrap(bits)));
    assertThat(encoded.strategy()).isEqualTo(Strategy.PLANES);
    assertThat(encoded.usesReference()).isFalse();
  }

  @Test
  void a_copy_takes_next_to_nothing() {
    byte[] chunk = Chunks.weights(Dtype.F32, ChunkCodec.MAX_BYTES, 0, 1, new Random(1));
    Chunks.Pair pair = new Chunks.Pair("copy", chunk, Optional.of(chunk));
    assertThat(encode(CODECS.get(0), pair, Dtype.F32)).hasSizeLessThan(20);
  }

  @Test
  void buffers_without_an_array_do_as_well() throws Exception {
    Chunks.Pair pair = noise(Dtype.BF16, 30_001);
    ByteBuffer chunk = ByteBuffer.allocateDirect(30_001).put(pair.chunk()).flip();
    ByteBuffer reference = ByteBuffer.wrap(pair.reference().orElseThrow()).asReadOnlyBuffer();
    ChunkCodec codec = new ChunkCodec();
    ByteBuffer decoded = ByteBuffer.allocateDirect(30_001);
    Encoded encoded = codec.encode(chunk, Dtype.BF16, Optional.of(reference));
    ByteBuffer direct = ByteBuffer.allocateDirect(encoded.size()).put(encoded.bytes()).flip();
    codec.decode(direct, Dtype.BF16, Optional.of(reference), decoded);
    assertThat(decoded).isEqualTo(ByteBuffer.wrap(pair.chunk()));
    assertThat(chunk.position()).isZero();
  }

  @Test
  void parts_of_buffers_are_what_is_encoded_and_decoded() throws Exception {
    byte[] chunk = Chunks.weights(Dtype.F32, 9_000, 0, 1, new Random(8));
    ByteBuffer part = ByteBuffer.wrap(chunk, 1_003, 6_002).slice();
    ChunkCodec codec = new ChunkCodec();
    byte[] decoded = new byte[9_000];
    codec.decode(
        codec.encode(part, Dtype.F32, Optional.empty()).bytes(),
        Dtype.F32,
        Optional.empty(),
        ByteBuffer.wrap(decoded, 5, 6_002));
    assertThat(Arrays.copyOfRange(decoded, 5, 6_007))
        .isEqualTo(Arrays.copyOfRange(chunk, 1_003, 7_005));
    assertThat(decoded[4]).isZero();
    assertThat(decoded[6_007]).isZero();
  }

  @Test
  void an_encoded_chunk_may_be_far_into_an_array() throws Exception {
    Chunks.Pair pair = noise();
    byte[] encoded = encode(CODECS.get(0), pair, Dtype.F32);
    ByteBuffer far = ByteBuffer.allocate(3 * ChunkCodec.MAX_BYTES + encoded.length);
    far.position(3 * ChunkCodec.MAX_BYTES).put(encoded).position(3 * ChunkCodec.MAX_BYTES);
    byte[] decoded = new byte[pair.chunk().length];
    CODECS.get(0).decode(far, Dtype.F32, pair.referenceBuffer(), ByteBuffer.wrap(decoded));
    assertThat(decoded).isEqualTo(pair.chunk());
  }

  @Test
  void more_bytes_than_a_chunk_is_encoded_in_are_refused() {
    ByteBuffer many = ByteBuffer.allocate(3 * ChunkCodec.MAX_BYTES);
    assertThatThrownBy(
            () ->
                CODECS.get(0).decode(many, Dtype.F32, Optional.empty(), ByteBuffer.allocate(4_096)))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageContaining("2949120 bytes");
  }

  private static Chunks.Pair noise() {
    byte[] before = Chunks.weights(Dtype.F32, 40_000, 0, 1, new Random(3));
    byte[] after = Chunks.weights(Dtype.F32, 40_000, 1e-3, 1, new Random(3));
    return new Chunks.Pair("noise", after, Optional.of(before));
  }

  @Test
  void mistakes_of_the_caller_are_refused() {
    ChunkCodec codec = new ChunkCodec();
    ByteBuffer large = ByteBuffer.allocate(ChunkCodec.MAX_BYTES + 1);
    assertThatThrownBy(() -> codec.encode(large, Dtype.U8, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 983040");
    assertThatThrownBy(
            () ->
                codec.encode(ByteBuffer.allocate(8), Dtype.U8, Optional.of(ByteBuffer.allocate(7))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reference of 7 bytes for a chunk of 8");
  }

  static Stream<Chunks.Pair> hostileTargets() {
    return Stream.of(
        noise(Dtype.F32, 1_501),
        noise(Dtype.F32, 20_001), // whose first blocks are read without checks
        new Chunks.Pair(
            "lone", Chunks.weights(Dtype.F32, 1_501, 0, 1, new Random(2)), Optional.empty()),
        new Chunks.Pair(
            "rare",
            Chunks.Distribution.RARE_SYMBOL.bytes(1_501, new Random(2)),
            Optional.of(new byte[1_501])));
  }

  /** The head, the tables, and every seventh byte of the streams. */
  @ParameterizedTest
  @MethodSource("hostileTargets")
  void damaged_chunks_decode_to_the_right_length_or_are_refused(Chunks.Pair pair) throws Exception {
    damage(pair, 150, 7);
  }

  @ParameterizedTest
  @Tag("slow")
  @MethodSource("hostileTargets")
  void chunks_damaged_at_any_byte_decode_to_the_right_length_or_are_refused(Chunks.Pair pair)
      throws Exception {
    damage(pair, Integer.MAX_VALUE, 1);
  }

  /**
   * Total: something of the right length, or a refusal; never anything else.
   *
   * @param whole bytes at the beginning, each of which is damaged; behind them every step-th
   */
  private static void damage(Chunks.Pair pair, int whole, int step) throws Exception {
    for (ChunkCodec encoder : CODECS) {
      for (Dtype dtype : List.of(Dtype.F32, Dtype.F64, Dtype.U8)) {
        byte[] encoded = encode(encoder, pair, dtype);
        Random random = new Random(7);
        for (int i = 0; i < encoded.length; i += i < whole ? 1 : step) {
          byte[] damaged = encoded.clone();
          damaged[i] ^= (byte) (1 + random.nextInt(255));
          refuseOrDecode(damaged, dtype, pair);
          refuseOrDecode(Arrays.copyOf(encoded, i), dtype, pair);
        }
        refuseOrDecode(Arrays.copyOf(encoded, encoded.length + 1), dtype, pair);
      }
    }
  }

  private static void refuseOrDecode(byte[] bytes, Dtype dtype, Chunks.Pair pair) {
    byte[] decoded = new byte[pair.chunk().length + 2];
    ByteBuffer room = ByteBuffer.wrap(decoded, 1, pair.chunk().length);
    try {
      CODECS.get(0).decode(ByteBuffer.wrap(bytes), dtype, pair.referenceBuffer(), room);
    } catch (CorruptChunkException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (Exception e) {
      throw new AssertionError("%s %s".formatted(dtype, pair), e);
    }
    assertThat(decoded[0]).isZero();
    assertThat(decoded[decoded.length - 1]).isZero();
  }

  @Test
  void every_truncation_is_refused() {
    Chunks.Pair pair = noise(Dtype.F32, 4_000);
    byte[] encoded = encode(CODECS.get(0), pair, Dtype.F32);
    assertThat(encoded[0]).isEqualTo((byte) Strategy.DELTA.code());
    for (int i = 0; i < encoded.length - 8; i++) {
      byte[] shorter = Arrays.copyOf(encoded, i);
      assertThatThrownBy(() -> decode(CODECS.get(0), shorter, Dtype.F32, pair))
          .isInstanceOf(CorruptChunkException.class);
    }
  }

  @Test
  void a_chunk_without_its_reference_is_refused() {
    Chunks.Pair pair = noise(Dtype.F32, 4_000);
    byte[] encoded = encode(CODECS.get(0), pair, Dtype.F32);
    Chunks.Pair lone = new Chunks.Pair("lone", pair.chunk(), Optional.empty());
    assertThatThrownBy(() -> decode(CODECS.get(0), encoded, Dtype.F32, lone))
        .isInstanceOf(CorruptChunkException.class)
        .hasMessageContaining("against a reference, and there is none");
  }
}
