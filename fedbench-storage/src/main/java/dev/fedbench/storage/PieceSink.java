package dev.fedbench.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of tensors, in order. */
@FunctionalInterface
public interface PieceSink {

  /**
   * Takes a piece.
   *
   * @param tensor whose it is
   * @param offset of the piece in the tensor, in bytes
   * @param bytes the piece; valid until this returns
   */
  void accept(TensorInfo tensor, long offset, ByteBuffer bytes) throws IOException;
}
