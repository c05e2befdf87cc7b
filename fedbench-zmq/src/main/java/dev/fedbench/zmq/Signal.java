package dev.fedbench.zmq;

import java.util.ArrayList;
import java.util.List;

/** Something that may happen, once, and who is to be told then. Thread-safe. */
final class Signal {

  private static final System.Logger LOG = System.getLogger(Signal.class.getName());

  private List<Runnable> actions = List.of();
  private boolean happened;

  /** Runs the action when it happens, or now if it has. */
  void on(Runnable action) {
    synchronized (this) {
      if (!happened) {
        if (actions.isEmpty()) {
          actions = new ArrayList<>(1);
        }
        actions.add(action);
        return;
      }
    }
    guarded(action);
  }

  /** It happens; whether somebody is to be told, by {@link #tell}. */
  synchronized boolean happen() {
    happened = true;
    return !actions.isEmpty();
  }

  /** It has happened: runs the actions, which are other people's code. */
  void tell() {
    List<Runnable> due;
    synchronized (this) {
      due = actions;
      actions = List.of();
    }
    due.forEach(Signal::guarded);
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) { // It is not ours, and stops no other.
      LOG.log(System.Logger.Level.WARNING, "an action at the end of a call failed", e);
    }
  }
}
