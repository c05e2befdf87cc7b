package dev.fedbench.storage.archive;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;

/** Floats as little-endian bytes, all bits of them. */
final class FloatStream extends InputStream {

  private final FloatBuffer values;
  private final ByteBuffer piece = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);

  FloatStream(FloatBuffer values) {
    this.values = values;
    piece.limit(0);
  }

  private boolean fill() {
    if (piece.hasRemaining()) {
      return true;
    }
    piece.clear();
    while (values.hasRemaining() && piece.hasRemaining()) {
      piece.putFloat(values.get());
    }
    piece.flip();
    return piece.hasRemaining();
  }

  @Override
  public int read() {
    return fill() ? piece.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(target, offset, count);
    return count;
  }
}
