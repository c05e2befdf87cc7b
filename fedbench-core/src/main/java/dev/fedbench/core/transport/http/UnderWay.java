package dev.fedbench.core.transport.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server has under way, by the ids that its clients chose. Thread-safe. */
final class UnderWay {

  /** Something that is answered later. */
  interface Task {

    /** Whether a server that closes waits for it to be done. */
    default boolean hasGrace() {
      return true;
    }

    /** The client does not want it any more. */
    void giveUp();

    /** The server does not do it any more. */
    void breakOff();
  }

  /** Cancels that came before their calls, at most; more than that is somebody's mischief. */
  private static final int MAX_EARLY_CANCELS = 1_000;

  /** What the last answers have to leave. */
  private static final long FLUSH_NANOS = Duration.ofSeconds(1).toNanos();

  private final ConcurrentMap<String, Task> tasks = new ConcurrentHashMap<>();
  private final Set<String> earlyCancels =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MAX_EARLY_CANCELS;
                }
              }));
  private final AtomicInteger unwritten = new AtomicInteger();
  private volatile boolean closing;

  /** Adds a task; false if there is one of that id. One that was cancelled already hears it now. */
  boolean add(String id, Task task) {
    if (tasks.putIfAbsent(id, task) != null) {
      return false;
    }
    if (earlyCancels.remove(id)) {
      task.giveUp();
    }
    return true;
  }

  /** The task is over, and its answer is about to be written: its id may be used again. */
  void answering(String id, Task task) {
    unwritten.incrementAndGet();
    tasks.remove(id, task);
  }

  /** The answer has been written, or cannot be. */
  void written() {
    unwritten.decrementAndGet();
    wake();
  }

  /** The task is over, and there is no answer. */
  void remove(String id, Task task) {
    tasks.remove(id, task);
    wake();
  }

  private void wake() {
    if (closing) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** The client wants the task of that id no more. */
  void cancel(String id) {
    Task task = tasks.get(id);
    if (task == null) {
      earlyCancels.add(id);
      // It may have come between the two.
      task = tasks.get(id);
      if (task == null || !earlyCancels.remove(id)) {
        return;
      }
    }
    task.giveUp();
  }

  /** Whether new tasks are to be refused. A task that is added looks here afterwards. */
  boolean closing() {
    return closing;
  }

  /** Refuses new tasks, waits for those that have a grace, and breaks off the others. */
  void close(Duration grace) {
    closing = true;
    tasks.values().stream().filter(task -> !task.hasGrace()).forEach(Task::breakOff);
    awaitNone(grace.toNanos());
    tasks.values().forEach(Task::breakOff);
    awaitNone(FLUSH_NANOS);
  }

  private boolean busy() {
    return !tasks.isEmpty() || unwritten.get() > 0;
  }

  /** Waits until nothing is under way, or that time is over, or the thread is interrupted. */
  private void awaitNone(long nanos) {
    long endNanos = System.nanoTime() + nanos;
    try {
      synchronized (this) {
        long leftNanos = nanos;
        while (busy() && leftNanos > 0) {
          // A little too long rather than too short: less than 1 ms would be for ever.
          TimeUnit.NANOSECONDS.timedWait(this, leftNanos + 1_000_000);
          leftNanos = endNanos - System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
