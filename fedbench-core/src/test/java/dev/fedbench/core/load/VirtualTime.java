package dev.fedbench.core.load;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that stands until somebody waits; then whatever was to happen meanwhile happens. */
final class VirtualTime implements Timing {

  private record Event(long nanos, long number, Runnable action) {}

  private final Queue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparing(Event::number));
  private final long start;
  private long now;
  private long count;

  /** Begins at that time: any number, as of nanoTime. */
  VirtualTime(long start) {
    this.start = start;
    now = start;
  }

  /** Makes something happen after that time, while somebody waits. */
  void after(long nanos, Runnable action) {
    // Queued by the time that has passed, which does not wrap.
    events.add(new Event(passed() + nanos, count++, action));
  }

  /** Since this was made. */
  long passed() {
    return now - start;
  }

  /** Lets time pass without anything happening: a pause of the whole machine. */
  void pause(long nanos) {
    now += nanos;
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void until(long nanos) {
    while (nanos - now > 0) {
      atMost(nanos);
    }
  }

  @Override
  public void atMost(long nanos) {
    Event first = events.peek();
    if (first != null && first.nanos - passed() <= nanos - now) {
      events.remove();
      now += Math.max(0, first.nanos - passed());
      first.action.run();
    } else {
      now += Math.max(0, nanos - now);
    }
  }

  @Override
  public void wake() {}
}
