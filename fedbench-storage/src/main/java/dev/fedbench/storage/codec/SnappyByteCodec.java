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

  private volatile Optional<Codec> codec = Optional.empty();

  /** Looks for nothing until it is used: next to no chunk needs it. */
  SnappyByteCodec() {}

  /**
   * The codec.
   *
   * @throws IllegalArgumentException if there is none; it names the artifact that would add it
   */
  public static ByteCodec require() {
    SnappyByteCodec found = new SnappyByteCodec();
    found.codec();
    return found;
  }

  private Codec codec() {
    Optional<Codec> known = codec;
    if (known.isEmpty()) {
      Extensions<Codec> all = Extensions.of(Codec.class);
      known = all.find(NAME);
      known.orElseThrow(() -> new IllegalArgumentException(all.explainMissing(NAME)));
      codec = known;
    }
    return known.get();
  }

  @Override
  public int id() {
    return 2;
  }

  @Override
  public int compress(byte[] from, int fromIndex, int length, byte[] to, int toIndex) {
    ByteBuffer room = ByteBuffer.wrap(to, toIndex, to.length - toIndex);
    try {
      codec().compress(ByteBuffer.wrap(from, fromIndex, length), room);
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
      codec().decompress(ByteBuffer.wrap(from, fromIndex, fromLength).slice(), room);
    } catch (CodecException | IllegalArgumentException e) {
      throw new CorruptChunkException("Snappy cannot read it: " + e.getMessage(), e);
    }
    if (room.hasRemaining()) {
      throw new CorruptChunkException(
          "Snappy's bytes give %d bytes, not %d".formatted(room.position(), toLength));
    }
  }
}
