package dev.fedbench.core.fedzk;

import java.time.Duration;

/**
 * How much one client may ask for.
 *
 * @param requests submissions allowed in a window
 * @param window its length
 * @param failures refused submissions after which a client is blocked
 * @param block for how long
 */
public record FedZkLimits(int requests, Duration window, int failures, Duration block) {

  /** FedZK's own: 10 requests in 300 s; after 5 failures an hour's block. */
  public static FedZkLimits defaults() {
    return new FedZkLimits(10, Duration.ofSeconds(300), 5, Duration.ofHours(1));
  }
}
