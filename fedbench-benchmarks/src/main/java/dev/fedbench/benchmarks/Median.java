package dev.fedbench.benchmarks;

import java.util.Arrays;

/** The middle of an odd number of values, with how far they spread. */
record Median(double value, double least, double most) {

  static Median of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Median(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  String text(String format) {
    return (format + " (" + format + " to " + format + ")").formatted(value, least, most);
  }
}
