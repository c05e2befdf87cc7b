package dev.fedbench.storage.lossy;

/**
 * How far values are from what they were.
 *
 * @param maxAbsolute the largest difference
 * @param rootMeanSquare of the differences
 * @param maxRelative the largest difference relative to the value, of values that are not 0
 * @param maxUlps the largest difference in units in the last place of the value as it was: 0.5 is
 *     what a correct rounding is off by, 2^23 and more is a value of which nothing is left
 */
public record Loss(double maxAbsolute, double rootMeanSquare, double maxRelative, double maxUlps) {

  /** No loss. */
  static final Loss NONE = new Loss(0, 0, 0, 0);

  /** The loss of the second array, against the first. Both are finite and as long. */
  public static Loss between(float[] exact, float[] lossy) {
    if (exact.length != lossy.length) {
      throw new IllegalArgumentException(
          "%d values against %d".formatted(lossy.length, exact.length));
    }
    double most = 0;
    double mostRelative = 0;
    double mostUlps = 0;
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      double off = Math.abs((double) exact[i] - lossy[i]);
      most = Math.max(most, off);
      mostUlps = Math.max(mostUlps, off / Math.ulp(exact[i]));
      squares += off * off;
      if (exact[i] != 0) {
        mostRelative = Math.max(mostRelative, off / Math.abs(exact[i]));
      }
    }
    double mean = exact.length == 0 ? 0 : squares / exact.length;
    return new Loss(most, Math.sqrt(mean), mostRelative, mostUlps);
  }
}
