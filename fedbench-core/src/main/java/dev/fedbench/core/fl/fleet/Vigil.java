package dev.fedbench.core.fl.fleet;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Waits for the run's end: every link has heard of it, or is lost. Thread-safe. */
final class Vigil {

  private final Set<Link> open = new HashSet<>();
  private final long patienceNanos;
  private long newsNanos = System.nanoTime();
  private Optional<String> failure = Optional.empty();
  private boolean finished;
  private boolean cancelled;

  Vigil(Duration deadline, Duration callTimeout) {
    patienceNanos = 2 * deadline.toNanos() + callTimeout.toNanos();
  }

  synchronized void watch(Link link) {
    open.add(link);
  }

  /** Something happened. */
  synchronized void news() {
    newsNanos = System.nanoTime();
  }

  synchronized void finished(Link link, String reason) {
    finished = true;
    if (!reason.isEmpty()) {
      failure = Optional.of(reason);
    }
    done(link);
  }

  synchronized void lost(Link link, String why) {
    if (open.contains(link) && !finished && failure.isEmpty()) {
      failure = Optional.of("the coordinator was lost: " + why);
    }
    done(link);
  }

  synchronized void done(Link link) {
    open.remove(link);
    notifyAll();
  }

  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** Waits. Returns why the run failed, empty if it did not. */
  synchronized String await(BooleanSupplier idle) throws InterruptedException {
    while (!open.isEmpty() && !cancelled) {
      long left = patienceNanos - (System.nanoTime() - newsNanos);
      if (left <= 0 && idle.getAsBoolean()) {
        return "no word from the coordinator for %d s".formatted(patienceNanos / 1_000_000_000);
      }
      wait(Math.max(1, Math.min(1_000, left / 1_000_000)));
    }
    return failure.orElse("");
  }
}
