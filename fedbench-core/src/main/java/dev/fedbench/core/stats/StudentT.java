package dev.fedbench.core.stats;

/**
 * Student's t distribution with a whole number of degrees of freedom, whose distribution function
 * is a finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
 * Pure.
 */
public final class StudentT {

  /** More degrees of freedom count as so many: the quantile is off by 3 in a million at most. */
  private static final int MOST = 1_000_000;

  private StudentT() {}

  /**
   * The value that a t-distributed variable does not exceed with a probability.
   *
   * @param probability above 0 and below 1
   * @param degrees degrees of freedom, at least 1
   */
  public static double quantile(double probability, long degrees) {
    if (!(probability > 0 && probability < 1) || degrees < 1) {
      throw new IllegalArgumentException(
          "probability %s, %d degrees of freedom; expected a probability above 0 and below 1, and"
                  .formatted(probability, degrees)
              + " at least 1 degree");
    }
    double upper = Math.max(probability, 1 - probability);
    double t = bisect(2 * upper - 1, (int) Math.min(degrees, MOST));
    return probability < 0.5 ? -t : t;
  }

  /** The angle atan(t / sqrt(degrees)) is bounded, t is not: it is the angle that is searched. */
  private static double bisect(double between, int degrees) {
    double low = 0;
    double high = Math.PI / 2;
    for (double angle = high / 2; angle > low && angle < high; angle = (low + high) / 2) {
      if (between(angle, degrees) < between) {
        low = angle;
      } else {
        high = angle;
      }
    }
    return Math.sqrt(degrees) * Math.tan(low);
  }

  /** The probability that the variable is between -t and t, t given by its angle. */
  private static double between(double angle, int degrees) {
    double cos = Math.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cos : 1;
    double sum = 0;
    for (int k = odd ? 2 : 1; k < degrees && term > 1e-20; k += 2) {
      sum += term;
      term *= cos * cos * k / (k + 1);
    }
    return odd ? 2 / Math.PI * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  }
}
