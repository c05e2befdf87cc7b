package dev.fedbench.core.rpc;

import dev.fedbench.rpc.Codec;
import dev.fedbench.rpc.CodecException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * DEFLATE in the zlib format (RFC 1950), which ends in a checksum, at its fastest level, by the
 * JDK. Deflaters and inflaters are reused; the few that are kept go with the codec.
 */
public final class DeflateCodec implements Codec {

  private final Spares<Deflater> deflaters =
      new Spares<>(() -> new Deflater(Deflater.BEST_SPEED), Deflater::end);
  private final Spares<Inflater> inflaters = new Spares<>(Inflater::new, Inflater::end);

  /** Makes no deflater yet. */
  public DeflateCodec() {}

  @Override
  public String name() {
    return "deflate";
  }

  /**
   * Above the bounds of zlib ({@code deflateBound}: n + n/8 + n/64 + 11 for any setting) and of
   * zlib-ng's level 1 (9 bits a byte), which a JDK may use in its place.
   */
  @Override
  public long maxCompressedBytes(int plainBytes) {
    return (long) plainBytes + plainBytes / 8 + plainBytes / 64 + 64;
  }

  @Override
  public void compress(ByteBuffer plain, ByteBuffer out) {
    Deflater deflater = deflaters.take();
    try {
      deflater.setInput(plain);
      deflater.finish();
      while (!deflater.finished()) {
        if (deflater.deflate(out) == 0 && !deflater.finished()) {
          throw new BufferOverflowException();
        }
      }
    } finally {
      deflater.reset();
      deflaters.giveBack(deflater);
    }
  }

  @Override
  public void decompress(ByteBuffer compressed, ByteBuffer out) throws CodecException {
    Inflater inflater = inflaters.take();
    try {
      inflater.setInput(compressed);
      while (out.hasRemaining() && !inflater.finished() && inflater.inflate(out) > 0) {
        // There is more to come.
      }
      if (!inflater.finished()) {
        end(inflater, out);
      }
    } catch (DataFormatException e) {
      throw new CodecException("not a zlib stream: " + e.getMessage(), e);
    } finally {
      inflater.reset();
      inflaters.giveBack(inflater);
    }
    if (compressed.hasRemaining()) {
      throw new CodecException(
          "%d bytes behind the end of the zlib stream".formatted(compressed.remaining()));
    }
  }

  /** Nothing more may come but the checksum. */
  private static void end(Inflater inflater, ByteBuffer out)
      throws DataFormatException, CodecException {
    if (inflater.inflate(new byte[1]) > 0) {
      throw new CodecException("more comes of it than there is room for");
    }
    if (!inflater.finished()) {
      throw new CodecException(
          "the zlib stream ends early, with room for %d more bytes".formatted(out.remaining()));
    }
  }
}
