package dev.fedbench.core.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A part of a {@link Tally}: touched by the thread that owns it, or, if it is shared, by the thread
 * that has locked it.
 */
final class Stripe {

  private static final long SECOND = 1_000_000_000;

  private final Optional<Thread> owner;
  private final ReentrantLock lock = new ReentrantLock();

  /** Written after each use by the owner, so that whoever reads it sees what was recorded. */
  private final AtomicInteger uses = new AtomicInteger();

  private final Samples response = new Samples();
  private final Samples service = new Samples();
  private final Map<FailureCause, Long> failures = new EnumMap<>(FailureCause.class);
  private long completed;
  private long requestBytes;
  private long responseBytes;
  private long firstSent = Long.MAX_VALUE;
  private long lastDone = Long.MIN_VALUE;

  private NavigableMap<Long, Latencies> points = new TreeMap<>();
  private long secondsPerPoint = 1;
  private long point;
  private long pointEnd = SECOND;

  private Stripe(Optional<Thread> owner) {
    this.owner = owner;
  }

  static Stripe of(Thread owner) {
    return new Stripe(Optional.of(owner));
  }

  static Stripe shared() {
    return new Stripe(Optional.empty());
  }

  boolean isOf(Thread thread) {
    return owner.isPresent() && owner.get() == thread;
  }

  /** This one, locked. */
  Stripe lock() {
    lock.lock();
    return this;
  }

  /** This one, with all that its owner has recorded until now. */
  Stripe acquire() {
    uses.getAcquire();
    return this;
  }

  /** Ends a use. */
  void release() {
    if (owner.isPresent()) {
      uses.setRelease(uses.getPlain() + 1);
    } else {
      lock.unlock();
    }
  }

  void completed(long sentNanos, long doneNanos, int sentBytes, int receivedBytes) {
    completed++;
    requestBytes += sentBytes;
    responseBytes += receivedBytes;
    span(sentNanos, doneNanos);
  }

  void failed(FailureCause cause, long sentNanos, long doneNanos) {
    failures.merge(cause, 1L, Long::sum);
    span(sentNanos, doneNanos);
  }

  /** Times between which something was under way. */
  void span(long sentNanos, long doneNanos) {
    firstSent = Math.min(firstSent, sentNanos);
    lastDone = Math.max(lastDone, doneNanos);
  }

  void service(long nanos, long atNanos) {
    service.add(nanos, atNanos);
  }

  /** One that is later than its time, because its thread had to wait, counts for the next point. */
  void response(long nanos, long atNanos) {
    if (atNanos >= pointEnd) {
      turn(atNanos);
    }
    response.add(nanos, atNanos);
  }

  private void turn(long atNanos) {
    store();
    point = atNanos / (secondsPerPoint * SECOND);
    pointEnd = (point + 1) * secondsPerPoint * SECOND;
  }

  private void store() {
    if (response.isEmpty()) {
      return;
    }
    points.merge(point, response.take(), Latencies::plus);
    if (points.size() > Series.MAX_POINTS) {
      Series bounded = new Series(secondsPerPoint, points).bounded();
      points = new TreeMap<>(bounded.points());
      secondsPerPoint = bounded.secondsPerPoint();
    }
  }

  /** All of it; recording may not go on. */
  Totals totals() {
    store();
    return new Totals(
        completed,
        Map.copyOf(failures),
        requestBytes,
        responseBytes,
        firstSent,
        lastDone,
        service.take(),
        new Series(secondsPerPoint, points));
  }
}
