package dev.fedbench.core.keys;

import java.io.IOException;

/** A file that is there, and whose keys are not to be used. Says why, not which file. */
public final class UnusableKeysException extends IOException {

  private static final long serialVersionUID = 1;

  public UnusableKeysException(String message) {
    super(message);
  }

  public UnusableKeysException(String message, Throwable cause) {
    super(message, cause);
  }
}
