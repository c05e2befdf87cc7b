package dev.fedbench.core.load;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A closed loop.
 *
 * @param inFlight requests in flight, in total: spread evenly over the target's connections, which
 *     must not be more than these. Each is followed by the next as soon as it has ended.
 * @param warmUp made first, over the same connections, and not measured
 * @param measured what is measured
 * @param ratePerConnection at most so many requests a second on each connection: the k-th (from 0)
 *     not before k / rate seconds after the start, in steps of a thousandth; empty for no limit
 * @param grace how long requests in flight may take after the last was made; what is unfinished
 *     then is given up
 */
public record ClosedPlan(
    int inFlight,
    Extent warmUp,
    Extent measured,
    OptionalDouble ratePerConnection,
    Duration grace) {

  public ClosedPlan {
    if (inFlight < 1) {
      throw new IllegalArgumentException(
          "%d requests in flight: expected at least 1".formatted(inFlight));
    }
    if (grace.isNegative() || grace.compareTo(Extent.FOREVER) > 0) {
      throw new IllegalArgumentException(
          "grace %s: expected no negative duration, and at most 73 years".formatted(grace));
    }
    ratePerConnection.ifPresent(Rates::check);
  }

  /** No warm-up, no limit of the rate, 10 s of grace. */
  public static ClosedPlan of(int inFlight, Extent measured) {
    return new ClosedPlan(
        inFlight, Extent.NONE, measured, OptionalDouble.empty(), Duration.ofSeconds(10));
  }

  /** This plan with a warm-up. */
  public ClosedPlan withWarmUp(Extent first) {
    return new ClosedPlan(inFlight, first, measured, ratePerConnection, grace);
  }

  /** This plan with at most so many requests a second on each connection. */
  public ClosedPlan withRatePerConnection(double requestsPerSecond) {
    return new ClosedPlan(inFlight, warmUp, measured, OptionalDouble.of(requestsPerSecond), grace);
  }

  /** This plan with another grace. */
  public ClosedPlan withGrace(Duration other) {
    return new ClosedPlan(inFlight, warmUp, measured, ratePerConnection, other);
  }
}
