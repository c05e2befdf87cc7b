package dev.fedbench.core.load;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets one connection's requests pass one for each permit; requests wait for permits and permits
 * for requests. Thread-safe.
 */
final class Gate {

  private final Queue<Slot> idle = new ArrayDeque<>();
  private long permits;
  private boolean open;

  /** Whether that slot may go on now; if not, a later permit brings it back. */
  synchronized boolean pass(Slot slot) {
    if (open) {
      return true;
    }
    if (permits > 0) {
      permits--;
      return true;
    }
    idle.add(slot);
    return false;
  }

  /** One more permit. Whoever waited for it is for the caller to let go on. */
  synchronized Optional<Slot> permit() {
    Slot waited = idle.poll();
    if (waited == null) {
      permits++;
    }
    return Optional.ofNullable(waited);
  }

  /** From now on everybody passes; those who waited are for the caller to let go on. */
  synchronized List<Slot> open() {
    open = true;
    List<Slot> waited = List.copyOf(idle);
    idle.clear();
    return waited;
  }
}
