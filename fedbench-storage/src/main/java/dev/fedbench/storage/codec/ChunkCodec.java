package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Encodes chunks of tensors without loss, and decodes them. A chunk is at most {@link #MAX_BYTES}
 * of one tensor, from a multiple of that on; its reference is the same range of another tensor of
 * the same dtype.
 *
 * <p>Not for several threads: each takes a codec of its own, which keeps its buffers (about six
 * chunks) from call to call. All bits come back, NaN payloads and negative zeros among them.
 * Encoding the same bytes with the same choice gives the same bytes, on every machine.
 */
public final class ChunkCodec {

  /** The most that a chunk has: 1 MiB. */
  public static final int MAX_BYTES = 1 << 20;

  /** A codec that picks what it expects to be smallest, chunk by chunk. */
  public ChunkCodec() {
    this(Optional.empty(), List.of());
  }

  /**
   * A codec that encodes by one strategy wherever it applies, to compare strategies; it decodes
   * what any has encoded. Where there is no reference, {@link Strategy#DELTA} and {@link
   * Strategy#XOR} become {@link Strategy#PLANES}; where {@link Strategy#FLOAT32_RAW} does not
   * apply, it becomes {@link Strategy#RAW}. What does not get smaller is {@link Strategy#RAW}.
   *
   * @param byteCodecs what {@link Strategy#COMPRESSED} uses: the first to encode, all to decode,
   *     beside the JDK's deflate, which comes last
   */
  public ChunkCodec(Optional<Strategy> forced, List<ByteCodec> byteCodecs) {}

  /**
   * Encodes the chunk from position to limit; the positions stay.
   *
   * @param reference of the same length, if there is one
   * @throws IllegalArgumentException if the chunk is larger than {@link #MAX_BYTES}, or the
   *     reference of another length
   */
  public Encoded encode(ByteBuffer chunk, Dtype dtype, Optional<ByteBuffer> reference) {
    return new Encoded(Strategy.RAW, false, chunk.duplicate());
  }

  /**
   * Decodes into a buffer with exactly the chunk's bytes remaining; the positions stay. Total:
   * whatever the encoded bytes are, this fills that range or throws, and needs no more memory than
   * the codec has. It does not know whether the bytes are those that were encoded: the store's
   * checksum does.
   *
   * @param reference the one that the chunk was encoded against, of the chunk's length; ignored
   *     where the encoded chunk does not use it
   * @throws CorruptChunkException if the bytes are not an encoded chunk of that length and dtype;
   *     what was written until then means nothing
   * @throws IllegalArgumentException if the chunk would be larger than {@link #MAX_BYTES}, or the
   *     reference is of another length
   */
  public void decode(
      ByteBuffer encoded, Dtype dtype, Optional<ByteBuffer> reference, ByteBuffer chunk)
      throws CorruptChunkException {
    chunk.duplicate().put(encoded.duplicate());
  }
}
