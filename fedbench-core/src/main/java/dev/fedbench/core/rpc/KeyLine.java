package dev.fedbench.core.rpc;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The turns of one order key: the one that has it, and those that wait. Not thread-safe. */
final class KeyLine {

  private Turn current;

  /** A set: a turn in the middle leaves at no cost to the others. */
  private Set<Turn> waiting = Set.of();

  KeyLine(Turn first) {
    current = first;
  }

  Turn current() {
    return current;
  }

  void append(Turn turn) {
    if (waiting.isEmpty()) {
      waiting = new LinkedHashSet<>();
    }
    waiting.add(turn);
  }

  /** Gives the key to the next turn; false if none waits. */
  boolean advance() {
    if (waiting.isEmpty()) {
      return false;
    }
    Iterator<Turn> turns = waiting.iterator();
    current = turns.next();
    turns.remove();
    return true;
  }

  /** Takes a waiting turn away; false if it does not wait. */
  boolean leave(Turn turn) {
    return !waiting.isEmpty() && waiting.remove(turn);
  }
}
