package dev.fedbench.core.engine;

import java.util.ArrayList;
import java.util.List;

/** Whether a run was cancelled, and who wants to know. Thread-safe. */
final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  synchronized boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    List<Runnable> due;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Forgets who wants to know: their scenario is over. */
  synchronized void forget() {
    actions.clear();
  }
}
