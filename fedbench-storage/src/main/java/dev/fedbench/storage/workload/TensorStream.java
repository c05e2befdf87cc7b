package dev.fedbench.storage.workload;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The bytes of a tensor, made as they are read. */
final class TensorStream extends InputStream {

  private static final int PIECE = 1 << 16;

  private final Tensor tensor;
  private final ByteBuffer piece;
  private long made;

  TensorStream(Tensor tensor) {
    this.tensor = tensor;
    this.piece = ByteBuffer.allocate((int) Math.min(PIECE, tensor.bytes()));
    piece.limit(0);
  }

  private boolean fill() {
    if (!piece.hasRemaining() && made < tensor.bytes()) {
      piece.clear().limit((int) Math.min(piece.capacity(), tensor.bytes() - made));
      tensor.read(made / tensor.dtype().bytes(), piece);
      piece.flip();
      made += piece.remaining();
    }
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
