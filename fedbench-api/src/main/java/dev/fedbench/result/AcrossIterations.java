package dev.fedbench.result;

/**
 * What the means of a metric's iterations come to, in the metric's unit: how far a repetition may
 * differ. Samples of one iteration depend on each other (they share connections, compiled code, the
 * machine's mood), means of iterations much less; that is why the interval is of these.
 *
 * @param iterations how many had samples, at least 2
 * @param mean of the iterations' means, each of which weighs the same
 * @param stddev their sample standard deviation (n - 1)
 * @param low lower end of the 95 % confidence interval of the mean, by Student's t
 * @param high its upper end
 * @param outliers how many of them are outliers by the median absolute deviation
 */
public record AcrossIterations(
    int iterations, double mean, double stddev, double low, double high, int outliers) {

  public AcrossIterations {
    Figures.atLeast("iterations", iterations, 2);
    Figures.finite("mean over iterations", mean);
    Figures.finite("confidence interval", low);
    Figures.finite("confidence interval", high);
    if (!(stddev >= 0 && Double.isFinite(stddev))) {
      throw new IllegalArgumentException(
          "standard deviation %s over iterations; expected a finite number, at least 0"
              .formatted(stddev));
    }
    if (low > mean || high < mean) {
      throw new IllegalArgumentException(
          "confidence interval %s to %s; expected it around the mean %s"
              .formatted(low, high, mean));
    }
    if (outliers < 0 || outliers > iterations) {
      throw new IllegalArgumentException(
          "%d outliers of %d iterations; expected 0 to all".formatted(outliers, iterations));
    }
  }
}
