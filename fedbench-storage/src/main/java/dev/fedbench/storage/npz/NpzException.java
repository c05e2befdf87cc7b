package dev.fedbench.storage.npz;

import java.io.IOException;

/** An archive is not what the format says, or holds what we do not read. */
public final class NpzException extends IOException {

  private static final long serialVersionUID = 1;

  NpzException(String message) {
    super(message);
  }

  NpzException(String message, Throwable cause) {
    super(message, cause);
  }
}
