package dev.fedbench.storage.codec;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import dev.fedbench.spi.Extensions;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Snappy, by whoever offers the codec of that name; there is none in this module. It is here to be
 * compared with: it looks for repeated strings of bytes, and weights have next to none.
 */
public final class SnappyByteCodec implements ByteCodec {

  private static final String NAME = "snappy";

  private final Codec codec;

  private SnappyByteCodec(Codec codec) {
    this.codec = codec;
  }

  /** The codec, if there is one here. */
  public static Optional<ByteCodec> find() {
    return Extensions.of(Codec.class).find(NAME).map(SnappyByteCodec::new);
  }

  /**
   * The codec.
   *
   * @throws IllegalArgumentException if there is none; it names the artifact that would add it
   */
  public static ByteCodec require() {
    return find()
        .orElseThrow(
            () -> new IllegalArgumentException(Extensions.of(Codec.class).explainMissing(NAME)));
  }

  @Override
  public int id() {
    return 2;
  }

  @Override
  public int compress(byte[] from, int fromIndex, int length, byte[] to, int toIndex) {
    ByteBuffer room = ByteBuffer.wrap(to, toIndex, to.length - toIndex);
    try {
      codec.compress(ByteBuffer.wrap(from, fromIndex, length), room);
    } catch (BufferOverflowException e) {
      return -1;
    }
    return room.position() - toIndex;
  }

  @Override
  public void decompress(
      byte[] from, int fromIndex, int fromLength, byte[] to, int toIndex, int toLength)
      throws CorruptChunkException {
    ByteBuffer room = ByteBuffer.wrap(to, toIndex, toLength).slice();
    try {
      codec.decompress(ByteBuffer.wrap(from, fromIndex, fromLength).slice(), room);
    } catch (CodecException e) {
      throw new CorruptChunkException("not Snappy's bytes: " + e.getMessage(), e);
    }
    if (room.hasRemaining()) {
      throw new CorruptChunkException(
          "Snappy's bytes give %d bytes, not %d".formatted(room.position(), toLength));
    }
  }
}
