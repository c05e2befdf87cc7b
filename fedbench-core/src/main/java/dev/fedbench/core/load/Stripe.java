package dev.fedbench.core.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A part of a {@link Tally}: touched by whoever holds it. */
final class Stripe {

  private static final long SECOND = 1_000_000_000;

  private final AtomicBoolean held = new AtomicBoolean();
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

  boolean tryHold() {
    return !held.getPlain() && held.compareAndSet(false, true);
  }

  void release() {
    held.setRelease(false);
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
