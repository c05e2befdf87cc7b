package dev.fedbench.core.transport;

import java.util.ArrayList;
import java.util.List;

/** That a call is over at its server, and who is to be told. Thread-safe. */
public final class Ending {

  private List<Runnable> actions = List.of();
  private boolean over;

  /** Of a call that has just begun. */
  public Ending() {}

  /** Runs the action when the call is over, or now if it is. */
  public void onEnded(Runnable action) {
    synchronized (this) {
      if (!over) {
        if (actions.isEmpty()) {
          actions = new ArrayList<>(1);
        }
        actions.add(action);
        return;
      }
    }
    Handling.guarded(action);
  }

  /** The call is over: its answer is on its way, or there is none. May be said again. */
  public void end() {
    List<Runnable> due;
    synchronized (this) {
      over = true;
      due = actions;
      actions = List.of();
    }
    due.forEach(Handling::guarded);
  }
}
