package dev.fedbench.core.fl.fleet;

import dev.fedbench.core.fl.wire.Selection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a link's clients were told to do last. The coordinator may tell a client before the client
 * has read the answer to its joining: such a client does it right after. Thread-safe.
 */
final class Summons {

  private final Selection selection;
  private final Crew crew;
  private final Workers.SlotWork work;
  private final Set<Integer> early = ConcurrentHashMap.newKeySet();

  Summons(Selection selection, Crew crew, Workers.SlotWork work) {
    this.selection = selection;
    this.crew = crew;
    this.work = work;
  }

  /** Has a client do it, now if it has joined. */
  void reach(int slot) throws InterruptedException {
    if (crew.hasJoined(slot)) {
      act(slot);
    } else {
      early.add(slot);
      if (crew.hasJoined(slot)) { // since: either this thread or the one that joined it goes on
        joined(slot);
      }
    }
  }

  /** A client has joined; it may have been told before. */
  void joined(int slot) throws InterruptedException {
    if (early.remove(slot)) {
      act(slot);
    }
  }

  private void act(int slot) throws InterruptedException {
    if (selection.contains(crew.index(slot))) {
      work.with(slot);
    }
  }
}
