package dev.fedbench.core.load;

import java.time.Duration;

/**
 * How much load: so many requests, or so long, whichever ends first.
 *
 * @param requests at most so many
 * @param time no request begins later than this after the first
 */
public record Extent(long requests, Duration time) {

  /** Longer than any run: sums of two still fit a clock of nanoseconds. */
  static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 4);

  /** Nothing. */
  public static final Extent NONE = requests(0);

  public Extent {
    if (requests < 0 || time.isNegative() || time.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          "%d requests in %s: expected no negative number, and at most 73 years"
              .formatted(requests, time));
    }
  }

  /** Exactly so many requests. */
  public static Extent requests(long count) {
    return new Extent(count, FOREVER);
  }

  /** As many requests as begin in that time. */
  public static Extent time(Duration time) {
    return new Extent(Long.MAX_VALUE, time);
  }
}
