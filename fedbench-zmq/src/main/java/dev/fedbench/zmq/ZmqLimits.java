package dev.fedbench.zmq;

import java.time.Duration;

/**
 * The transport's own limits.
 *
 * @param window so many calls of a client may be under way; more wait in order
 * @param windowBytes so many bytes of requests of a client may be under way, or one larger request
 * @param answerBytes so many bytes of answers a server keeps for clients that may ask again
 * @param subscriptions so many subscriptions a client may have at a server
 * @param highWaterMark so many messages wait at most to be received from each peer
 * @param heartbeat how often a peer is asked for a sign of life; it has twice as long to give it
 * @param handshakeTimeout how long a peer may take to greet
 * @param linger how long a closed socket goes on sending what it has
 */
record ZmqLimits(
    int window,
    long windowBytes,
    long answerBytes,
    int subscriptions,
    int highWaterMark,
    Duration heartbeat,
    Duration handshakeTimeout,
    Duration linger) {

  static final ZmqLimits DEFAULTS =
      new ZmqLimits(
          1_024,
          64L << 20,
          64L << 20,
          1_000,
          1_000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  /** What a window can be. More would be no window. */
  static final int MAX_WINDOW = 1 << 20;

  ZmqLimits {
    atLeastOne("window", window);
    atLeastOne("windowBytes", windowBytes);
    atLeastOne("answerBytes", answerBytes);
    atLeastOne("subscriptions", subscriptions);
    atLeastOne("highWaterMark", highWaterMark);
    if (window > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "window %d: expected at most %d".formatted(window, MAX_WINDOW));
    }
    // The protocol counts a peer's time to live in tenths of a second, in 16 bits.
    millis("heartbeat", heartbeat, 100, 1_000_000);
    millis("handshakeTimeout", handshakeTimeout, 1, 1_000_000);
    millis("linger", linger, 0, 60_000);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s %d: expected at least 1".formatted(name, value));
    }
  }

  private static void millis(String name, Duration value, long least, long most) {
    if (value.compareTo(Duration.ofMillis(least)) < 0
        || value.compareTo(Duration.ofMillis(most)) > 0) {
      throw new IllegalArgumentException(
          "%s %s: expected %d to %d ms".formatted(name, value, least, most));
    }
  }
}
