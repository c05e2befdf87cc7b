package dev.fedbench.core.stats;

/**
 * Student's t distribution: its cumulative probability by the regularised incomplete beta function
 * (NIST Digital Library of Mathematical Functions, 8.17.22, continued fraction by Lentz's method),
 * its quantiles by bisection. Pure.
 */
public final class StudentT {

  private static final int MOST_TERMS = 500;
  private static final double TINY = 1e-300;
  private static final double CLOSE = 1e-15;

  private StudentT() {}

  /**
   * The value that the distribution does not exceed with that probability.
   *
   * @param probability above 0 and below 1
   * @param degrees degrees of freedom, above 0, not necessarily whole
   */
  public static double quantile(double probability, double degrees) {
    if (!(probability > 0 && probability < 1 && degrees > 0)) {
      throw new IllegalArgumentException(
          "probability %s, degrees of freedom %s: expected 0 to 1, and above 0"
              .formatted(probability, degrees));
    }
    if (probability < 0.5) {
      return -quantile(1 - probability, degrees);
    }
    double low = 0;
    double high = 1;
    while (cumulative(high, degrees) < probability && high < 1e12) {
      low = high;
      high *= 2;
    }
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle, degrees) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The probability of a value of at most {@code t}, which is at least 0. */
  private static double cumulative(double t, double degrees) {
    return 1 - incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  }

  private static double incompleteBeta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < CLOSE) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Stirling's series (DLMF 5.11.1), after the recurrence has made the argument large. */
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 15) {
      shift -= Math.log(z);
      z += 1;
    }
    double inverse = 1 / (z * z);
    double series =
        (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / z;
    return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series;
  }
}
