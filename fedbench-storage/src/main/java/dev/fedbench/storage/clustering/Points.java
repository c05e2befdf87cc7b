package dev.fedbench.storage.clustering;

/** Points as arrays of coordinates. */
final class Points {

  private Points() {}

  static void require(double[][] points) {
    if (points.length == 0) {
      throw new IllegalArgumentException("no points; expected at least one");
    }
    for (double[] point : points) {
      if (point.length != points[0].length) {
        throw new IllegalArgumentException(
            "points of %d and %d dimensions; expected as many for all"
                .formatted(points[0].length, point.length));
      }
      for (double coordinate : point) {
        if (!Double.isFinite(coordinate)) {
          throw new IllegalArgumentException("a coordinate is %s".formatted(coordinate));
        }
      }
    }
  }

  /** The square of the distance between two points. */
  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double off = a[i] - b[i];
      sum += off * off;
    }
    return sum;
  }

  static double distance(double[] a, double[] b) {
    return Math.sqrt(squared(a, b));
  }

  static void add(double[] sum, double[] point, double times) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += point[i] * times;
    }
  }

  /** The index of the centre that a point is nearest to, the first of equals. */
  static int nearest(double[] point, double[][] centres) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      double distance = squared(point, centres[i]);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  static double[] mean(double[][] points) {
    double[] mean = new double[points[0].length];
    for (double[] point : points) {
      add(mean, point, 1.0 / points.length);
    }
    return mean;
  }
}
