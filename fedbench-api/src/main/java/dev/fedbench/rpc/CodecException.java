package dev.fedbench.rpc;

import java.io.IOException;

/** Bytes that a {@link Codec} did not write, or of which more comes than there is room for. */
public final class CodecException extends IOException {

  private static final long serialVersionUID = 1;

  public CodecException(String message) {
    super(message);
  }

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
