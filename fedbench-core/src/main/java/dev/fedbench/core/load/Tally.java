package dev.fedbench.core.load;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Records what became of requests, from the threads that complete them. A thread takes the stripe
 * that its id points to, or the next that nobody holds: a stripe has one writer at a time, writers
 * do not wait for each other, and a thread that ends leaves nothing behind. Thread-safe.
 */
final class Tally {

  private static final int MAX_STRIPES = 64;
  private static final int MAX_TEXT = 200;

  private final Stripe[] stripes;
  private final AtomicReference<String> firstFailure = new AtomicReference<>();

  Tally() {
    int wanted = Math.min(MAX_STRIPES, 4 * Runtime.getRuntime().availableProcessors());
    stripes =
        Stream.generate(Stripe::new)
            .limit(Integer.highestOneBit(2 * wanted - 1))
            .toArray(Stripe[]::new);
  }

  /** A stripe for this thread alone, until it is released. */
  Stripe hold() {
    int preferred = (int) Thread.currentThread().getId();
    for (int tries = 0; ; tries++) {
      Stripe stripe = stripes[preferred + tries & stripes.length - 1];
      if (stripe.tryHold()) {
        return stripe;
      }
      if (tries >= stripes.length) {
        Thread.yield(); // all held: their holders need a processor
      }
    }
  }

  /** Remembers what the first failure said. */
  void explain(String text) {
    if (firstFailure.getPlain() == null) {
      String kept = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
      firstFailure.compareAndSet(null, kept);
    }
  }

  Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  /** All of it. Nothing may be recorded any more. */
  Totals totals() {
    Totals all = Totals.NONE;
    for (Stripe stripe : stripes) {
      while (!stripe.tryHold()) {
        Thread.yield();
      }
      try {
        all = all.plus(stripe.totals());
      } finally {
        stripe.release();
      }
    }
    return all;
  }
}
