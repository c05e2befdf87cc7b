package dev.fedbench.core.load;

import java.time.Duration;

/**
 * What decides the outcome of an open loop.
 *
 * @param completedShare the target is missed if a smaller share of the requests completed, or if
 *     the backlog grows by more than the rest of the rate
 * @param latenessShare the generator was the limit if its lateness (99th percentile) is a larger
 *     share of the median response
 * @param lateness or if it is more than this
 */
public record OpenLimits(double completedShare, double latenessShare, Duration lateness) {

  /** 99 %, 10 %, 1 ms. */
  public static final OpenLimits DEFAULT = new OpenLimits(0.99, 0.1, Duration.ofMillis(1));

  public OpenLimits {
    if (!(completedShare >= 0 && completedShare <= 1 && latenessShare >= 0)
        || lateness.isNegative()) {
      throw new IllegalArgumentException(
          "limits %s, %s, %s: expected a share of 0 to 1, a share from 0 and no negative duration"
              .formatted(completedShare, latenessShare, lateness));
    }
  }
}
