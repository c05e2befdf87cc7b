package dev.fedbench.core.learning;

import java.util.stream.IntStream;

/**
 * Labelled examples. The arrays are shared: whoever hands them over does not change them any more,
 * and whoever gets them does not write. Under that rule immutable and thread-safe.
 *
 * @param features all examples' values, one example after the other; finite
 * @param labels each example's class, 0 to {@code classes - 1}
 * @param width values of one example, at least 1
 * @param classes how many classes, at least 2
 */
record Dataset(float[] features, int[] labels, int width, int classes) {

  Dataset {
    if (width < 1 || classes < 2 || features.length != (long) labels.length * width) {
      throw new IllegalArgumentException(
          "%d values for %d examples of %d, in %d classes; expected labels x width values, width at least 1, at least 2 classes"
              .formatted(features.length, labels.length, width, classes));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "a label %d; expected 0 to %d".formatted(label, classes - 1));
      }
    }
  }

  /** How many examples. */
  int size() {
    return labels.length;
  }

  /** A view of all examples. */
  Examples all() {
    return new Examples(this, IntStream.range(0, size()).toArray());
  }
}
