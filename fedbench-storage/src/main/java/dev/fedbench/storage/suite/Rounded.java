package dev.fedbench.storage.suite;

import java.util.Map;

/**
 * What is left of Gaussians when they are rounded to grids: entropies and mean squares, for
 * deviations in powers of the fourth root of two steps, and between them on the line.
 *
 * <p>A <em>value</em> is rounded where it is: its entropy is averaged over where 0 is between two
 * points of the grid. A <em>change</em> is what lies between two roundings, of a number of which
 * nothing is known but its point of the grid, and of that number and the Gaussian: who has the one
 * point has the entropy of the other before him. Where the deviation is many steps the two are the
 * same; where it is a small part of one, a change is next to none.
 */
final class Rounded {

  private static final int KEPT = 256;
  private static final int ZERO = 128;
  private static final int PARTS = 4;

  /** Deviations, in steps, from which sums over the grid are as good as integrals. */
  private static final double WIDE = 4;

  /** From where on the series would leave too few digits of a small tail. */
  private static final double SERIES = 3;

  /** Steps of the continued fraction that are enough from there on. */
  private static final int FRACTIONS = 60;

  private final double[] entropies = new double[KEPT];

  /** In squares of a step. */
  private final double[] squares = new double[KEPT];

  private Rounded() {}

  static Rounded value() {
    Rounded rounded = new Rounded();
    for (int i = 0; i < KEPT; i++) {
      rounded.entropies[i] = entropyOfValue(deviation(i));
    }
    return rounded;
  }

  static Rounded change() {
    Rounded rounded = new Rounded();
    for (int i = 0; i < KEPT; i++) {
      rounded.entropies[i] = entropyOfChange(deviation(i));
      rounded.squares[i] = squareOfChange(deviation(i));
    }
    return rounded;
  }

  private static double deviation(int place) {
    return Math.pow(2, (double) (place - ZERO) / PARTS);
  }

  /**
   * The sum of the entropies of elements.
   *
   * @param log of the deviation, to the base of two
   * @param grids how many elements are on the grid of step two to the key
   */
  double bits(double log, Map<Integer, Integer> grids) {
    double bits = 0;
    for (Map.Entry<Integer, Integer> grid : grids.entrySet()) {
      double place = (log - grid.getKey()) * PARTS + ZERO;
      double each =
          place >= KEPT - 1
              ? entropies[KEPT - 1] + (place - KEPT + 1) / PARTS
              : between(entropies, place);
      bits += grid.getValue() * each;
    }
    return bits;
  }

  /** The sum of the mean squares of elements. */
  double squares(double log, Map<Integer, Integer> grids) {
    double sum = 0;
    for (Map.Entry<Integer, Integer> grid : grids.entrySet()) {
      double place = (log - grid.getKey()) * PARTS + ZERO;
      double each = place >= KEPT - 1 ? Math.pow(4, log - grid.getKey()) : between(squares, place);
      sum += grid.getValue() * each * Math.pow(4, grid.getKey());
    }
    return sum;
  }

  private static double between(double[] kept, double place) {
    if (place <= 0) {
      return 0;
    }
    int below = (int) place;
    return kept[below] + (place - below) * (kept[below + 1] - kept[below]);
  }

  /**
   * The differential entropy of the Gaussian with the rounding's uniform error added; of a wide one
   * that sum is as good as Gaussian, of variance sigma^2 + 1/12.
   */
  static double entropyOfValue(double deviation) {
    if (deviation > WIDE) {
      return wide(deviation * deviation + 1 / 12.0);
    }
    double sum = 0;
    int offsets = 16;
    for (int offset = 0; offset < offsets; offset++) {
      double mean = (offset + 0.5) / offsets - 0.5;
      for (int k = -most(deviation); k <= most(deviation); k++) {
        double above = cumulative((k + 0.5 - mean) / deviation);
        sum += entropy(above - cumulative((k - 0.5 - mean) / deviation));
      }
    }
    return sum / offsets;
  }

  private static double wide(double variance) {
    return Math.log(2 * Math.PI * Math.E * variance) / Math.log(4);
  }

  /** Points of the grid that such a Gaussian reaches. */
  private static int most(double deviation) {
    return (int) Math.ceil(10 * deviation) + 2;
  }

  private static double entropy(double p) {
    return p <= 0 ? 0 : -p * Math.log(p) / Math.log(2);
  }

  /** That of a wide one is of the Gaussian with the errors of two roundings added. */
  static double entropyOfChange(double deviation) {
    if (deviation > WIDE) {
      return wide(deviation * deviation + 1 / 6.0);
    }
    double bits = 0;
    for (int k = -most(deviation); k <= most(deviation); k++) {
      bits += entropy(change(deviation, k));
    }
    return bits;
  }

  static double squareOfChange(double deviation) {
    if (deviation > WIDE) {
      return deviation * deviation + 1 / 6.0;
    }
    double sum = 0;
    for (int k = -most(deviation); k <= most(deviation); k++) {
      sum += change(deviation, k) * k * k;
    }
    return sum;
  }

  /**
   * The probability of a change by k steps: that a Gaussian and a number between -1/2 and 1/2 have
   * a sum that is rounded to k. It is the second difference of the integral of the normal
   * distribution, x F(x) + f(x).
   */
  private static double change(double deviation, int k) {
    double second =
        integral((k + 1) / deviation) - 2 * integral(k / deviation) + integral((k - 1) / deviation);
    return Math.max(0, deviation * second);
  }

  private static double integral(double x) {
    return x * cumulative(x) + Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * The normal distribution, to twelve digits and more: near 0 by the series of the error function
   * (DLMF 7.6.2), further out by the continued fraction of its tail (DLMF 7.9.3).
   */
  static double cumulative(double x) {
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (Math.abs(x) < SERIES) {
      double term = x;
      double sum = x;
      for (int n = 3; Math.abs(term) > Math.ulp(sum); n += 2) {
        term *= x * x / n;
        sum += term;
      }
      return 0.5 + density * sum;
    }
    double fraction = Math.abs(x);
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = Math.abs(x) + n / fraction;
    }
    return x < 0 ? density / fraction : 1 - density / fraction;
  }
}
