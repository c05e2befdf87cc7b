package dev.fedbench.storage.suite;

import java.util.List;

/**
 * The line through points, by least squares.
 *
 * @param slope of it
 * @param intercept of it
 * @param rSquared how much of the variance it explains; 1 where there is none
 */
record Regression(double slope, double intercept, double rSquared) {

  /** A point of a curve; both positive. */
  record Point(double size, double value) {}

  /** Of the points as they are: at least two, of different sizes. */
  static Regression linear(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::size).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::value).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (Point point : points) {
      double x = point.size - meanX;
      double y = point.value - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    if (xx == 0) {
      throw new IllegalArgumentException("points of one size only: no line goes through them");
    }
    double slope = xy / xx;
    return new Regression(slope, meanY - slope * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
  }

  /** Of their logarithms: the slope is the exponent b of value = a * size^b. */
  static Regression power(List<Point> points) {
    return linear(
        points.stream()
            .map(point -> new Point(Math.log(point.size), Math.log(point.value)))
            .toList());
  }
}
