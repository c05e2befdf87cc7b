package dev.fedbench.core.fl.wire;

import java.nio.ByteBuffer;

/** What a submission carries: written in place, so that a large update is copied once. */
public interface Payload {

  /** Bytes it takes. */
  int size();

  /** Writes it at the buffer's position. */
  void write(ByteBuffer out);
}
