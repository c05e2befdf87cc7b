package dev.fedbench.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint that can be read: a file, something in memory, one in a store. No tensor need be in
 * memory, here or where it goes to.
 */
public interface CheckpointSource {

  /** A checkpoint has at most so many tensors. */
  int MAX_TENSORS = 1 << 20;

  /** Its tensors, in order; no two of one name; at most {@link #MAX_TENSORS}. */
  List<TensorInfo> tensors();

  /**
   * A tensor's elements, row by row, little-endian: exactly {@link TensorInfo#bytes} of them. The
   * caller closes the stream, and has no other of this source open meanwhile. Arrays that the
   * stream is given to fill are the caller's again when it returns: stores keep them.
   */
  InputStream open(TensorInfo tensor) throws IOException;

  /** What is said about the checkpoint as a whole. */
  default Map<String, String> metadata() {
    return Map.of();
  }

  /** Bytes that belong to it and are no tensors, by name, such as the header of its file. */
  default Map<String, byte[]> attachments() throws IOException {
    return Map.of();
  }

  /**
   * Hands over all bytes of all tensors, in order, piece by piece.
   *
   * @throws StoreException if a tensor has more bytes or fewer than its dtype and shape say
   */
  default void transferTo(PieceSink sink) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (TensorInfo tensor : tensors()) {
      try (InputStream in = open(tensor)) {
        long offset = 0;
        for (int n = in.read(buffer); n >= 0 && offset <= tensor.bytes(); n = in.read(buffer)) {
          if (n <= tensor.bytes() - offset) {
            sink.accept(tensor, offset, ByteBuffer.wrap(buffer, 0, n));
          }
          offset += n;
        }
        if (offset != tensor.bytes()) {
          throw new StoreException(
              "tensor %s has %s than its %d bytes; its source contradicts itself"
                  .formatted(tensor, offset < tensor.bytes() ? "fewer" : "more", tensor.bytes()));
        }
      }
    }
  }
}
