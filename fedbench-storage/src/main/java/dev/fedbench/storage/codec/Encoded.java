package dev.fedbench.storage.codec;

import java.nio.ByteBuffer;

/**
 * An encoded chunk.
 *
 * @param strategy what it was encoded with; a reference is needed to decode it if {@link
 *     #usesReference}
 * @param usesReference whether the chunk can only be decoded with the reference that it was encoded
 *     against
 * @param bytes from position to limit, the strategy's byte in front: a view of the codec's own
 *     memory, valid until the codec's next call
 */
public record Encoded(Strategy strategy, boolean usesReference, ByteBuffer bytes) {

  /** Bytes of the encoded chunk. */
  public int size() {
    return bytes.remaining();
  }
}
