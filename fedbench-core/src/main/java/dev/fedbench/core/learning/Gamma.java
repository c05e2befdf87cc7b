package dev.fedbench.core.learning;

import java.util.random.RandomGenerator;

/** Random numbers from the gamma distribution. */
final class Gamma {

  private Gamma() {}

  /**
   * The natural logarithm of a gamma variate of scale 1. The logarithm, because for small shapes
   * the variate itself is too small for a double.
   *
   * <p>G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM
   * Transactions on Mathematical Software 26(3), 2000: the method for shapes from 1, and section 6
   * for smaller ones, where gamma(shape) = gamma(shape + 1) * uniform^(1/shape).
   *
   * @param shape above 0
   */
  static double nextLog(double shape, RandomGenerator random) {
    return shape < 1
        ? nextLogFromOne(shape + 1, random) + Math.log(openUniform(random)) / shape
        : nextLogFromOne(shape, random);
  }

  private static double nextLogFromOne(double shape, RandomGenerator random) {
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double root = 1 + c * x;
      if (root > 0) {
        double logV = 3 * Math.log(root);
        double v = root * root * root;
        if (Math.log(openUniform(random)) < 0.5 * x * x + d * (1 - v + logV)) {
          return Math.log(d) + logV;
        }
      }
    }
  }

  /** Uniform in (0, 1]: its logarithm is finite. */
  private static double openUniform(RandomGenerator random) {
    return 1 - random.nextDouble();
  }
}
