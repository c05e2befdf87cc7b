package dev.fedbench.core.load;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Latencies by the time in which they ended. Immutable; merging is associative and commutative.
 *
 * <p>A point is a second; beyond {@value #MAX_POINTS} points it is two, then four and so on.
 */
public final class Series {

  /** No series has more points. */
  public static final int MAX_POINTS = 3_600;

  /** Nothing. */
  static final Series EMPTY = new Series(1, new TreeMap<>());

  private final long secondsPerPoint;
  private final NavigableMap<Long, Latencies> points;

  /** By the number of the interval; the map is not to be changed any more. */
  Series(long secondsPerPoint, NavigableMap<Long, Latencies> points) {
    this.secondsPerPoint = secondsPerPoint;
    this.points = Collections.unmodifiableNavigableMap(points);
  }

  /** How long each point's interval is: a power of two. */
  public long secondsPerPoint() {
    return secondsPerPoint;
  }

  /**
   * The points: from the interval's number (its start in seconds, divided by {@link
   * #secondsPerPoint}) to the latencies of what ended in it. An interval in which nothing ended is
   * absent.
   */
  public NavigableMap<Long, Latencies> points() {
    return points;
  }

  /** All points together. */
  public Latencies total() {
    return points.values().stream().reduce(Latencies.EMPTY, Latencies::plus);
  }

  /** The points of both, interval by interval. */
  public Series plus(Series other) {
    if (secondsPerPoint > other.secondsPerPoint) {
      return other.plus(this);
    }
    if (secondsPerPoint < other.secondsPerPoint) {
      return coarser().plus(other);
    }
    NavigableMap<Long, Latencies> sum = new TreeMap<>(points);
    other.points.forEach((number, one) -> sum.merge(number, one, Latencies::plus));
    return new Series(secondsPerPoint, sum).bounded();
  }

  /** With as few points as allowed. */
  Series bounded() {
    Series bounded = this;
    while (bounded.points.size() > MAX_POINTS) {
      bounded = bounded.coarser();
    }
    return bounded;
  }

  private Series coarser() {
    NavigableMap<Long, Latencies> halved = new TreeMap<>();
    points.forEach((number, one) -> halved.merge(number / 2, one, Latencies::plus));
    return new Series(2 * secondsPerPoint, halved);
  }
}
