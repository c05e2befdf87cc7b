package dev.fedbench.core.fl.fleet;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Waits for the run's end: every link has heard of it, or is lost. A run of which one link has
 * heard the end has not failed because others were lost; their clients have. Thread-safe.
 */
final class Vigil {

  private final Set<Link> open = new HashSet<>();
  private final long patienceNanos;
  private long newsNanos = System.nanoTime();
  private Optional<String> lost = Optional.empty();
  private Optional<String> end = Optional.empty();
  private boolean entered;
  private boolean cancelled;
  private Optional<String> givenUp = Optional.empty();

  /**
   * The coordinator may be silent for as long as others join, and then for a round and its
   * evaluation.
   */
  Vigil(Duration joinTimeout, Duration deadline, Duration callTimeout) {
    patienceNanos = joinTimeout.toNanos() + 2 * deadline.toNanos() + callTimeout.toNanos();
  }

  synchronized void watch(Link link) {
    open.add(link);
  }

  /** Something happened. */
  synchronized void news() {
    newsNanos = System.nanoTime();
  }

  synchronized void finished(Link link, String reason) {
    end = Optional.of(reason);
    done(link);
  }

  /** A link is lost. Returns whether it was still waited for. */
  synchronized boolean lost(Link link, String why) {
    if (!open.contains(link)) {
      return false;
    }
    lost = Optional.of("the coordinator was lost: " + why);
    done(link);
    return true;
  }

  synchronized void done(Link link) {
    open.remove(link);
    notifyAll();
  }

  /** No more links will come. */
  synchronized void allEntered() {
    entered = true;
    news();
    notifyAll();
  }

  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** This side ends the run. */
  synchronized void giveUp(String why) {
    givenUp = givenUp.or(() -> Optional.of(why));
    cancel();
  }

  /** Waits. Returns why the run failed, empty if it did not. */
  synchronized String await(BooleanSupplier idle) throws InterruptedException {
    while (!cancelled && !(open.isEmpty() && (entered || end.isPresent()))) {
      long left = patienceNanos - (System.nanoTime() - newsNanos);
      if (left <= 0 && idle.getAsBoolean()) {
        return "no word from the coordinator for %d s".formatted(patienceNanos / 1_000_000_000);
      }
      wait(Math.max(100, Math.min(1_000, left / 1_000_000)));
    }
    return givenUp.or(() -> end).or(() -> lost).orElse("");
  }
}
