package dev.fedbench.storage.archive;

import dev.fedbench.storage.stream.PieceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Floats as little-endian bytes, all bits of them. */
final class FloatStream extends PieceInputStream {

  private final FloatBuffer values;
  private final ByteBuffer piece = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);

  FloatStream(FloatBuffer values) {
    this.values = values;
  }

  @Override
  protected ByteBuffer next() {
    piece.clear();
    while (values.hasRemaining() && piece.hasRemaining()) {
      piece.putFloat(values.get());
    }
    return piece.flip();
  }
}
