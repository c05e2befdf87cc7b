package dev.fedbench.core.load;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Starts the first requests of some slots. Where a target completes requests at once, on the thread
 * that starts them, this thread makes them all, and its slots take turns.
 */
final class Turns implements Runnable {

  private final Queue<Slot> ready = new ArrayDeque<>();
  private volatile Thread thread;

  /** Before it runs. */
  void add(Slot slot) {
    ready.add(slot);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    for (Slot slot = ready.poll(); slot != null; slot = ready.poll()) {
      slot.go();
    }
  }

  /** Whether this thread is the one that takes turns: then it comes back to the slot. */
  boolean defer(Slot slot) {
    return Thread.currentThread() == thread && ready.add(slot);
  }
}
