package dev.fedbench.rpc;

/** A subscription under way. Thread-safe. */
public interface Subscription extends AutoCloseable {

  /** Versions that were published and not seen here, as far as versions rise by one. */
  long skipped();

  /** Ends it; the listener may be in its last call. Idempotent. */
  @Override
  void close();
}
