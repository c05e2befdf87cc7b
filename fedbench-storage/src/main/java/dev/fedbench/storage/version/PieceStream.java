package dev.fedbench.storage.version;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The bytes of a tensor as a stream. Belongs to one thread. */
final class PieceStream extends InputStream {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final PieceReader pieces;
  private ByteBuffer current = NONE;

  PieceStream(PieceReader pieces) {
    this.pieces = pieces;
  }

  /** Whether there are bytes left. */
  private boolean advance() throws IOException {
    while (!current.hasRemaining()) {
      if (pieces.next().isEmpty()) {
        current = NONE;
        return false;
      }
      current = pieces.bytes();
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return advance() ? current.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(target, offset, count);
    return count;
  }

  @Override
  public int available() {
    return current.remaining();
  }

  @Override
  public void close() {
    pieces.close();
  }
}
