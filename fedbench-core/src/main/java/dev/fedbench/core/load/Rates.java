package dev.fedbench.core.load;

/** Rates of requests, in thousandths of a request a second. */
final class Rates {

  /** Products of two numbers below this one's thousandfold fit a long. */
  private static final double MOST = 3_000_000;

  private Rates() {}

  static void check(double requestsPerSecond) {
    if (!(requestsPerSecond >= 0.001 && requestsPerSecond <= MOST)) {
      throw new IllegalArgumentException(
          "%s requests a second: expected 0.001 to 3000000".formatted(requestsPerSecond));
    }
  }

  static long thousandths(double requestsPerSecond) {
    check(requestsPerSecond);
    return Math.round(requestsPerSecond * 1000);
  }
}
