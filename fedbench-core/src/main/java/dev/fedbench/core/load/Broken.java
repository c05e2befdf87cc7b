package dev.fedbench.core.load;

import java.util.concurrent.atomic.AtomicReference;

/** What a run broke with: not a request that failed, but its own parts. Thread-safe. */
final class Broken {

  private final AtomicReference<Throwable> first = new AtomicReference<>();

  /** The first counts; others follow from it, or are the same once more. */
  void with(Throwable cause) {
    first.compareAndSet(null, cause);
  }

  boolean isBroken() {
    return first.get() != null;
  }

  /** Throws it, if there is something. */
  void rethrow() {
    Throwable cause = first.get();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
