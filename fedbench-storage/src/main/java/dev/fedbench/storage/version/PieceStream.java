package dev.fedbench.storage.version;

import dev.fedbench.storage.stream.PieceInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a tensor as a stream. Belongs to one thread. */
final class PieceStream extends PieceInputStream {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final PieceReader pieces;

  PieceStream(PieceReader pieces) {
    this.pieces = pieces;
  }

  @Override
  protected ByteBuffer next() throws IOException {
    while (pieces.next().isPresent()) {
      ByteBuffer piece = pieces.bytes();
      if (piece.hasRemaining()) {
        return piece;
      }
    }
    return NONE;
  }

  @Override
  public void close() {
    pieces.close();
  }
}
