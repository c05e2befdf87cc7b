package dev.fedbench.storage;

/** Bytes of a store are not what was written. The message names file, place and object. */
public final class CorruptStoreException extends StoreException {

  private static final long serialVersionUID = 1;

  public CorruptStoreException(String message) {
    super(message);
  }

  public CorruptStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
