package dev.fedbench.core.transport;

import java.util.ArrayList;
import java.util.List;

/** How a call ended: settled or cancelled, once and for all; and who is to be told. Thread-safe. */
public final class Cancellation {

  private enum State {
    OPEN,
    SETTLED,
    CANCELLED
  }

  private State state = State.OPEN;
  private List<Runnable> actions = List.of();

  /** Of a call that has just begun. */
  public Cancellation() {}

  /** Ends the call with an answer; false if it has ended. */
  public boolean settle() {
    return end(State.SETTLED);
  }

  /** Ends the call without one; false if it has ended. {@link #runActions} is the next step. */
  public boolean cancel() {
    return end(State.CANCELLED);
  }

  /** Whether the call was cancelled. */
  public synchronized boolean cancelled() {
    return state == State.CANCELLED;
  }

  /** Runs the action when the call is cancelled, or now if it was; never if it was settled. */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (state == State.OPEN) {
        if (actions.isEmpty()) {
          actions = new ArrayList<>(1);
        }
        actions.add(action);
        return;
      }
    }
    if (cancelled()) {
      Handling.guarded(action);
    }
  }

  /** Runs, once, what is to run on cancellation. */
  public void runActions() {
    List<Runnable> due;
    synchronized (this) {
      due = actions;
      actions = List.of();
    }
    due.forEach(Handling::guarded);
  }

  private synchronized boolean end(State how) {
    if (state != State.OPEN) {
      return false;
    }
    state = how;
    return true;
  }
}
