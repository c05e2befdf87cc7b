package dev.fedbench.fl;

import java.util.List;

/**
 * Name and shape of a tensor.
 *
 * @param name 1 to 200 characters
 * @param shape its dimensions, each at least 1; empty for a scalar; at most 8
 */
public record TensorSpec(String name, List<Integer> shape) {

  /** A name is at most this long. */
  public static final int MAX_NAME = 200;

  /** A tensor has at most so many dimensions. */
  public static final int MAX_RANK = 8;

  public TensorSpec {
    shape = List.copyOf(shape);
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a tensor name of %d characters; expected 1 to %d".formatted(name.length(), MAX_NAME));
    }
    if (shape.size() > MAX_RANK || shape.stream().anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          "tensor '%s' of shape %s; expected at most %d dimensions, each at least 1"
              .formatted(name, shape, MAX_RANK));
    }
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
      if (size > TensorLayout.MAX_VALUES) {
        throw new IllegalArgumentException(
            "tensor '%s' of shape %s has more than %d values"
                .formatted(name, shape, TensorLayout.MAX_VALUES));
      }
    }
  }

  /** A tensor of that name and shape. */
  public static TensorSpec of(String name, Integer... shape) {
    return new TensorSpec(name, List.of(shape));
  }

  /** Number of values. */
  public int size() {
    return shape.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
  }
}
