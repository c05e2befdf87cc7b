package dev.fedbench.core.proof;

import java.io.IOException;

/** A file that is there, and whose keys are not to be used. Says why, not which file. */
final class UnusableKeysException extends IOException {

  private static final long serialVersionUID = 1;

  UnusableKeysException(String message) {
    super(message);
  }

  UnusableKeysException(String message, Throwable cause) {
    super(message, cause);
  }
}
