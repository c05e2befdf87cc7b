package dev.fedbench.storage.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A stream of bytes that come piece by piece. Belongs to one thread. */
public abstract class PieceInputStream extends InputStream {

  private ByteBuffer piece = ByteBuffer.allocate(0);

  /** The next bytes, which are read before this is called again; an empty buffer at the end. */
  protected abstract ByteBuffer next() throws IOException;

  private boolean advance() throws IOException {
    if (!piece.hasRemaining()) {
      piece = next();
    }
    return piece.hasRemaining();
  }

  @Override
  public final int read() throws IOException {
    return advance() ? piece.get() & 0xff : -1;
  }

  @Override
  public final int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(target, offset, count);
    return count;
  }

  @Override
  public final int available() {
    return piece.remaining();
  }
}
