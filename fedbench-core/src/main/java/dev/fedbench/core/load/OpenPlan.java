package dev.fedbench.core.load;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * An open loop: requests at given times, whatever becomes of those before.
 *
 * @param rate requests a second over all connections, 0.001 to 3,000,000 in steps of a thousandth;
 *     request i goes to connection i mod C
 * @param poissonSeed the times are those of a Poisson process with this seed; empty for equal
 *     distances
 * @param warmUp the first requests, which are not measured; the measured ones follow without a gap
 * @param measured what is measured; a time counts from the first one's intended start
 * @param maxInFlight at so many requests in flight the next ones wait, and age
 * @param timeout the target's own: a request that ends with TIMEOUT counts as at least so long
 * @param grace how long requests in flight may take after the last intended start; what is
 *     unfinished then is given up, and counts as the time since its intended start
 * @param limits what decides the outcome
 */
public record OpenPlan(
    double rate,
    OptionalLong poissonSeed,
    Extent warmUp,
    Extent measured,
    int maxInFlight,
    Duration timeout,
    Duration grace,
    OpenLimits limits) {

  public OpenPlan {
    Rates.check(rate);
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "at most %d requests in flight: expected at least 1".formatted(maxInFlight));
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Extent.FOREVER) > 0) {
      throw new IllegalArgumentException(
          "timeout %s: expected a positive duration, at most 73 years".formatted(timeout));
    }
    if (grace.isNegative() || grace.compareTo(Extent.FOREVER) > 0) {
      throw new IllegalArgumentException(
          "grace %s: expected no negative duration, and at most 73 years".formatted(grace));
    }
    if (measured.requests() == 0 || measured.time().isZero()) {
      throw new IllegalArgumentException(
          "%s to measure: expected at least one request".formatted(measured));
    }
  }

  /** Equal distances, no warm-up, at most 10,000 in flight, 10 s of timeout, 5 s of grace. */
  public static OpenPlan of(double rate, Extent measured) {
    return new OpenPlan(
        rate,
        OptionalLong.empty(),
        Extent.NONE,
        measured,
        10_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        OpenLimits.DEFAULT);
  }

  /** This plan with the times of a Poisson process. */
  public OpenPlan withPoisson(long seed) {
    return new OpenPlan(
        rate, OptionalLong.of(seed), warmUp, measured, maxInFlight, timeout, grace, limits);
  }

  /** This plan with a warm-up. */
  public OpenPlan withWarmUp(Extent first) {
    return new OpenPlan(rate, poissonSeed, first, measured, maxInFlight, timeout, grace, limits);
  }

  /** This plan with another bound on the requests in flight. */
  public OpenPlan withMaxInFlight(int requests) {
    return new OpenPlan(rate, poissonSeed, warmUp, measured, requests, timeout, grace, limits);
  }

  /** This plan with another timeout: that of the target. */
  public OpenPlan withTimeout(Duration other) {
    return new OpenPlan(rate, poissonSeed, warmUp, measured, maxInFlight, other, grace, limits);
  }

  /** This plan with another grace. */
  public OpenPlan withGrace(Duration other) {
    return new OpenPlan(rate, poissonSeed, warmUp, measured, maxInFlight, timeout, other, limits);
  }

  /** This plan with other limits. */
  public OpenPlan withLimits(OpenLimits other) {
    return new OpenPlan(rate, poissonSeed, warmUp, measured, maxInFlight, timeout, grace, other);
  }
}
