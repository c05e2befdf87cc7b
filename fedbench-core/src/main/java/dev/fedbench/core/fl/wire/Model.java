package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/**
 * A model as it travels.
 *
 * @param version its version
 * @param frame a {@link TensorFrame}, shared
 */
public record Model(long version, ByteBuffer frame) {

  /** Bytes before the frame. */
  public static final int HEADER_BYTES = 8;

  public ByteBuffer encode() {
    return ByteBuffer.allocate(HEADER_BYTES + frame.remaining())
        .putLong(version)
        .put(frame.duplicate())
        .flip();
  }

  public static Model decode(ByteBuffer body) throws MalformedMessageException {
    Reader in = new Reader(body);
    return new Model(in.u63("model version"), in.rest());
  }
}
