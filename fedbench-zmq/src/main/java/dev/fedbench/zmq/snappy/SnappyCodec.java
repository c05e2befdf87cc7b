package dev.fedbench.zmq.snappy;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * Snappy's raw format, without framing or checksum, by snappy-java: native code, which it unpacks
 * into {@code java.io.tmpdir} with the first use. The format states its length in front, which is
 * checked against the room before anything is decompressed.
 */
public final class SnappyCodec implements Codec {

  private static final String ARTIFACT = "org.xerial.snappy:snappy-java";

  /**
   * Loads no native code yet.
   *
   * @throws IllegalStateException if snappy-java is missing: it is an optional dependency
   */
  public SnappyCodec() {
    try {
      Snappy.class.getName();
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "the codec 'snappy' needs " + ARTIFACT + ", which is not here; add this artifact", e);
    }
  }

  @Override
  public String name() {
    return "snappy";
  }

  /** As snappy-java has it, for any length. */
  @Override
  public long maxCompressedBytes(int plainBytes) {
    return 32L + plainBytes + plainBytes / 6;
  }

  @Override
  public void compress(ByteBuffer plain, ByteBuffer out) {
    int most = Math.toIntExact(maxCompressedBytes(plain.remaining()));
    Bytes from = Bytes.of(plain);
    // Native code writes as it likes up to that bound: never into less room.
    boolean direct = out.hasArray() && out.remaining() >= most;
    byte[] to = direct ? out.array() : new byte[most];
    int start = direct ? out.arrayOffset() + out.position() : 0;
    int length;
    try {
      length = Snappy.compress(from.array, from.offset, from.length, to, start);
    } catch (IOException e) {
      throw new IllegalStateException("snappy cannot compress", e);
    }
    if (length > out.remaining()) {
      throw new BufferOverflowException();
    }
    if (direct) {
      out.position(out.position() + length);
    } else {
      out.put(to, 0, length);
    }
    plain.position(plain.limit());
  }

  @Override
  public void decompress(ByteBuffer compressed, ByteBuffer out) throws CodecException {
    Bytes from = Bytes.of(compressed);
    try {
      int length = Snappy.uncompressedLength(from.array, from.offset, from.length);
      if (length < 0 || length > out.remaining()) {
        throw new CodecException(
            "it states %d bytes; there is room for %d"
                .formatted(Integer.toUnsignedLong(length), out.remaining()));
      }
      if (out.hasArray()) {
        int start = out.arrayOffset() + out.position();
        expect(length, Snappy.uncompress(from.array, from.offset, from.length, out.array(), start));
        out.position(out.position() + length);
      } else {
        byte[] to = new byte[length];
        expect(length, Snappy.uncompress(from.array, from.offset, from.length, to, 0));
        out.put(to);
      }
    } catch (CodecException e) {
      throw e;
    } catch (IOException e) {
      throw new CodecException("not in Snappy's format: " + e.getMessage(), e);
    }
    compressed.position(compressed.limit());
  }

  private static void expect(int stated, int came) throws CodecException {
    if (came != stated) {
      throw new CodecException("it states %d bytes; %d came".formatted(stated, came));
    }
  }

  /** What is to be read, in an array: its own, if it lets us have it. */
  private record Bytes(byte[] array, int offset, int length) {

    static Bytes of(ByteBuffer buffer) {
      int length = buffer.remaining();
      if (buffer.hasArray()) {
        return new Bytes(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
      }
      byte[] copy = new byte[length];
      buffer.duplicate().get(copy);
      return new Bytes(copy, 0, length);
    }
  }
}
