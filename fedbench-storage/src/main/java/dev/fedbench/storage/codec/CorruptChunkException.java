package dev.fedbench.storage.codec;

import java.io.IOException;

/** Bytes that no {@link ChunkCodec} made for a chunk of that length, dtype and reference. */
public final class CorruptChunkException extends IOException {

  private static final long serialVersionUID = 1;

  public CorruptChunkException(String message) {
    super(message);
  }

  public CorruptChunkException(String message, Throwable cause) {
    super(message, cause);
  }
}
