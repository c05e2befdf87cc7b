package dev.fedbench.core.rpc;

import dev.fedbench.rpc.MessageKind;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which messages do not shrink, so that they need not be tried each time: after one that does not,
 * the next of its kind and name is taken for one that does not either, after two the next 2, then
 * 4, up to {@value #LONGEST_PAUSE}. One that shrinks ends that. Thread-safe.
 */
final class Habits {

  static final int LONGEST_PAUSE = 64;

  /** Names come from peers, too: those beyond share one habit. */
  private static final int MOST_NAMES = 1_000;

  private record Key(MessageKind kind, String name) {}

  private static final Key OTHERS = new Key(MessageKind.FUNCTION, "");

  /** Of one kind and name. */
  static final class Habit {
    private int pause;
    private int toSkip;

    /** Whether the next message is not worth a try. */
    synchronized boolean skips() {
      boolean skips = toSkip > 0;
      toSkip -= skips ? 1 : 0;
      return skips;
    }

    /** What a try showed. */
    synchronized void learn(boolean shrinks) {
      pause = shrinks ? 0 : Math.min(LONGEST_PAUSE, Math.max(1, 2 * pause));
      toSkip = pause;
    }
  }

  private final ConcurrentMap<Key, Habit> habits = new ConcurrentHashMap<>();

  Habit of(MessageKind kind, String name) {
    Key key = new Key(kind, name);
    Habit habit = habits.get(key);
    if (habit != null) {
      return habit;
    }
    return habits.computeIfAbsent(habits.size() < MOST_NAMES ? key : OTHERS, k -> new Habit());
  }
}
