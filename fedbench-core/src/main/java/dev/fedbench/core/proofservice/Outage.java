package dev.fedbench.core.proofservice;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Remembers for a while that a service could not be reached, so that not every client finds out by
 * itself, one patience after the other. When the while is over one client tries, once, and the
 * others believe what is known until it knows better. Thread-safe.
 */
final class Outage {

  static final Duration WHILE = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private Optional<String> reason = Optional.empty();
  private long until;

  Outage(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Why not to try; empty for who may. */
  synchronized Optional<String> reason() {
    if (reason.isPresent() && nanoTime.getAsLong() - until >= 0) {
      until = nanoTime.getAsLong() + WHILE.toNanos();
      return Optional.empty();
    }
    return reason;
  }

  /** All attempts failed to reach it. */
  synchronized void begin(String why) {
    reason = Optional.of(why);
    until = nanoTime.getAsLong() + WHILE.toNanos();
  }

  /** It answered. */
  synchronized void end() {
    reason = Optional.empty();
  }
}
