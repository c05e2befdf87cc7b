package dev.fedbench.storage.codec;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a chunk, or a refusal; and any chunk comes back. */
class ChunkCodecFuzzTest {

  private static final int LENGTH = 999;

  private final ChunkCodec codec = new ChunkCodec();

  static Stream<byte[]> seeds() {
    byte[] before = Chunks.weights(Dtype.F32, LENGTH, 0, 1, new Random(1));
    byte[] after = Chunks.weights(Dtype.F32, LENGTH, 1e-3, 1, new Random(1));
    Chunks.Pair pair = new Chunks.Pair("noise", after, Optional.of(before));
    return Stream.concat(
        Stream.of(new byte[0], before),
        Arrays.stream(Strategy.values())
            .map(strategy -> new ChunkCodec(Optional.of(strategy), List.of()))
            .map(forced -> ChunkCodecTest.encode(forced, pair, Dtype.F32)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void decoding_is_total(byte[] data) {
    ByteBuffer reference = ByteBuffer.wrap(Chunks.weights(Dtype.F32, LENGTH, 0, 1, new Random(1)));
    for (Dtype dtype : List.of(Dtype.F32, Dtype.BF16, Dtype.F64, Dtype.I8)) {
      for (Optional<ByteBuffer> given : List.of(Optional.of(reference), none())) {
        try {
          codec.decode(ByteBuffer.wrap(data), dtype, given, ByteBuffer.allocate(LENGTH));
        } catch (CorruptChunkException e) {
          // just that
        }
      }
    }
  }

  private static Optional<ByteBuffer> none() {
    return Optional.empty();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "1m")
  void encoding_loses_nothing(byte[] data) throws CorruptChunkException {
    int half = Math.min(data.length / 2, ChunkCodec.MAX_BYTES);
    ByteBuffer chunk = ByteBuffer.wrap(data, 0, half);
    ByteBuffer reference = ByteBuffer.wrap(data, half, half);
    for (Dtype dtype : Dtype.values()) {
      ByteBuffer decoded = ByteBuffer.allocate(half);
      Encoded encoded = codec.encode(chunk, dtype, Optional.of(reference));
      codec.decode(encoded.bytes(), dtype, Optional.of(reference), decoded);
      if (!decoded.equals(chunk)) {
        throw new AssertionError(dtype + " differs at " + decoded.mismatch(chunk));
      }
    }
  }
}
