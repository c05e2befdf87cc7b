package dev.fedbench.storage;

import java.io.IOException;

/**
 * A store cannot do what it was asked. The message says what, what was found, what was expected and
 * what to do; the store is as it was before, unless the message says otherwise.
 */
public class StoreException extends IOException {

  private static final long serialVersionUID = 1;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
