package dev.fedbench.core.load;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Records what became of requests, from the threads that complete them. Each thread has a stripe of
 * its own, found by its id, which no other ever writes: recording costs no more than the writes.
 * Threads beyond the first {@value #OWNED} share one stripe and wait for each other. Thread-safe.
 */
final class Tally {

  private static final int OWNED = 64;
  private static final int MAX_TEXT = 200;

  private final AtomicReferenceArray<Stripe> owned = new AtomicReferenceArray<>(OWNED);
  private final Stripe shared = Stripe.shared();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();

  /** A stripe for this thread alone, until it is released. */
  Stripe hold() {
    Thread thread = Thread.currentThread();
    int preferred = (int) thread.getId();
    for (int tries = 0; tries < OWNED; tries++) {
      int place = preferred + tries & OWNED - 1;
      Stripe stripe = owned.getAcquire(place);
      if (stripe == null) {
        stripe = take(place, thread);
      }
      if (stripe.isOf(thread)) {
        return stripe;
      }
    }
    return shared.lock();
  }

  /** The stripe at a free place: this thread's, unless another was faster. */
  private Stripe take(int place, Thread thread) {
    Stripe mine = Stripe.of(thread);
    Stripe other = owned.compareAndExchange(place, null, mine);
    return other == null ? mine : other;
  }

  /** Remembers what the first failure said. */
  void explain(Supplier<String> what) {
    if (firstFailure.getPlain() == null) {
      String text = what.get();
      String kept = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
      firstFailure.compareAndSet(null, kept);
    }
  }

  Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  /** All of it. Nothing may be recorded meanwhile. */
  Totals totals() {
    Totals all = shared.lock().totals();
    shared.release();
    for (int place = 0; place < OWNED; place++) {
      Stripe stripe = owned.getAcquire(place);
      if (stripe != null) {
        all = all.plus(stripe.acquire().totals());
      }
    }
    return all;
  }
}
