package dev.fedbench.storage.workload;

import dev.fedbench.storage.stream.PieceInputStream;
import java.nio.ByteBuffer;

/** The bytes of a tensor, made as they are read. */
final class TensorStream extends PieceInputStream {

  private static final int PIECE = 1 << 16;

  private final Tensor tensor;
  private final ByteBuffer piece;
  private long made;

  TensorStream(Tensor tensor) {
    this.tensor = tensor;
    this.piece = ByteBuffer.allocate((int) Math.min(PIECE, tensor.bytes()));
  }

  @Override
  protected ByteBuffer next() {
    piece.clear().limit((int) Math.min(piece.capacity(), tensor.bytes() - made));
    if (piece.hasRemaining()) {
      tensor.read(made / tensor.dtype().bytes(), piece);
    }
    piece.flip();
    made += piece.remaining();
    return piece;
  }
}
