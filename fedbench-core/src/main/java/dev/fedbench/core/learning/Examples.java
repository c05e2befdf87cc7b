package dev.fedbench.core.learning;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some examples of a dataset: a view, in an order of its own. Immutable under the dataset's rule.
 *
 * @param data all examples
 * @param indices which of them, each from 0 to {@code data.size() - 1}
 */
record Examples(Dataset data, int[] indices) {

  int size() {
    return indices.length;
  }

  /** The class of the example at a position of this view. */
  int label(int position) {
    return data.labels()[indices[position]];
  }

  /** A view of these positions of this view. */
  Examples select(int... positions) {
    return new Examples(data, Arrays.stream(positions).map(p -> indices[p]).toArray());
  }

  /** For each class the positions of its examples, in this view's order. */
  int[][] positionsByClass() {
    return IntStream.range(0, data.classes())
        .mapToObj(c -> IntStream.range(0, size()).filter(p -> label(p) == c).toArray())
        .toArray(int[][]::new);
  }
}
