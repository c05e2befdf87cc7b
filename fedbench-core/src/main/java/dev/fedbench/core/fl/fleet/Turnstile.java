package dev.fedbench.core.fl.fleet;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets a slot do one thing at a time. What comes meanwhile waits, the newest alone: whoever
 * finishes goes on with it, and what it replaced is told so. Thread-safe; nobody blocks.
 */
final class Turnstile {

  /** Work for a slot. */
  interface Work {
    void run() throws InterruptedException;

    /** Something newer took its place before it could begin. */
    void superseded();
  }

  private final SlotFlags busy;
  private final ConcurrentMap<Integer, Work> waiting = new ConcurrentHashMap<>();

  Turnstile(int slots) {
    busy = new SlotFlags(slots);
  }

  /** Runs the work now, or leaves it to whoever is at work for that slot. */
  void enter(int slot, Work work) throws InterruptedException {
    Work mine = work;
    while (mine != null) {
      if (!busy.set(slot)) {
        Work replaced = waiting.put(slot, mine);
        if (replaced != null) {
          replaced.superseded();
        }
        if (!busy.set(slot)) {
          return; // whoever is at work looks here when done
        }
        mine = waiting.remove(slot);
      }
      try {
        if (mine != null) {
          mine.run();
        }
      } finally {
        busy.clear(slot);
      }
      mine = waiting.remove(slot);
    }
  }
}
