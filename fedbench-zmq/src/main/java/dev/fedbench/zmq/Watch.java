package dev.fedbench.zmq;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches over loops that have lent their turn. It looks every {@value #STALL_MILLIS} ms while
 * there is something to see, and rests when nothing has moved for a while.
 */
final class Watch implements Runnable {

  /** How long a piece has the turn at least before a stand-in takes it; at most twice that. */
  static final long STALL_MILLIS = 2;

  /** So many looks without any movement, and it rests. */
  private static final int PATIENCE = 50;

  private final Set<Loop> loops = ConcurrentHashMap.newKeySet();
  private volatile boolean resting;
  private volatile boolean closed;
  private volatile Thread thread;

  void add(Loop loop) {
    loops.add(loop);
  }

  void remove(Loop loop) {
    loops.remove(loop);
  }

  /** A turn is lent: somebody is to watch. Costs next to nothing while somebody does. */
  void wake() {
    if (resting) {
      resting = false;
      LockSupport.unpark(thread);
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    thread.setName("fedbench-zmq-watch");
    Map<Loop, Long> before = new HashMap<>();
    int quiet = 0;
    while (!closed) {
      if (quiet > PATIENCE) {
        rest();
        quiet = 0;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STALL_MILLIS));
      quiet = look(before) ? 0 : quiet + 1;
    }
    thread.setName("fedbench-zmq-idle");
  }

  private void rest() {
    resting = true;
    // A loop may have lent its turn before it could see the flag.
    if (loops.stream().noneMatch(loop -> (loop.turn() & 1) == 1)) {
      while (resting && !closed) {
        LockSupport.park(this);
      }
    }
    resting = false;
  }

  /** Whether anything moved since the last look. */
  private boolean look(Map<Loop, Long> before) {
    boolean moved = false;
    before.keySet().retainAll(loops);
    for (Loop loop : loops) {
      long now = loop.turn();
      Long last = before.put(loop, now);
      boolean same = last != null && last == now;
      moved |= !same;
      if (same && (now & 1) == 1) {
        loop.takeOver(now);
      }
    }
    return moved;
  }
}
