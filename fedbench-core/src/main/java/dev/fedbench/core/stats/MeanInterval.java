package dev.fedbench.core.stats;

import java.util.Optional;

/**
 * A confidence interval of a mean: of independent samples of a normal distribution, as are the
 * means of iterations. Pure.
 *
 * @param mean the mean of the samples
 * @param halfWidth how far the interval reaches to either side
 * @param level the share of such intervals that hold the true mean, such as 0.95
 */
public record MeanInterval(double mean, double halfWidth, double level) {

  /** The interval's lower end. */
  public double low() {
    return mean - halfWidth;
  }

  /** The interval's upper end. */
  public double high() {
    return mean + halfWidth;
  }

  /**
   * By Student's t: mean +- t(1 - (1 - level) / 2, n - 1) * s / sqrt(n). Empty for fewer than two
   * samples, of which nothing can be said.
   *
   * @param level above 0 and below 1
   * @param samples finite values
   */
  public static Optional<MeanInterval> of(double level, double... samples) {
    Moments moments = Moments.of(samples, samples.length);
    double t = StudentT.quantile(1 - (1 - level) / 2, Math.max(1, samples.length - 1));
    return moments.stddev().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MeanInterval(
                moments.mean(),
                t * moments.stddev().getAsDouble() / Math.sqrt(samples.length),
                level));
  }
}
