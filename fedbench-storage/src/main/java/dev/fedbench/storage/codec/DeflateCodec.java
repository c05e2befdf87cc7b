package dev.fedbench.storage.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The JDK's deflate (RFC 1951, no wrapper), at its fastest level. */
public final class DeflateCodec implements ByteCodec {

  /** Holds nothing between calls. */
  public DeflateCodec() {}

  @Override
  public int id() {
    return 1;
  }

  @Override
  public int compress(byte[] from, int fromIndex, int length, byte[] to, int toIndex) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(from, fromIndex, length);
      deflater.finish();
      int written = deflater.deflate(to, toIndex, to.length - toIndex);
      return deflater.finished() ? written : -1;
    } finally {
      deflater.end();
    }
  }

  @Override
  public void decompress(
      byte[] from, int fromIndex, int fromLength, byte[] to, int toIndex, int toLength)
      throws CorruptChunkException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(from, fromIndex, fromLength);
      int done = 0;
      while (done < toLength) {
        int step = inflater.inflate(to, toIndex + done, toLength - done);
        if (step == 0) {
          break; // finished, or wants more input than there is
        }
        done += step;
      }
      boolean ended = inflater.finished() || inflater.inflate(new byte[1]) == 0;
      if (done != toLength || !ended) {
        throw new CorruptChunkException(
            "deflated bytes give %d bytes or more, not %d".formatted(done, toLength));
      }
    } catch (DataFormatException e) {
      throw new CorruptChunkException("not deflated bytes: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
