package dev.fedbench.storage;

import java.util.Arrays;
import java.util.List;

/**
 * Name, dtype and shape of a tensor. A name is a name: nothing makes a path of it.
 *
 * @param name at most {@value #MAX_NAME} characters
 * @param dtype what its elements are
 * @param shape dimensions, each at least 0; empty for a scalar; at most {@value #MAX_RANK}
 */
public record TensorInfo(String name, Dtype dtype, List<Long> shape) {

  /** A name is at most this long. */
  public static final int MAX_NAME = 4096;

  /** A tensor has at most so many dimensions. */
  public static final int MAX_RANK = 32;

  /** A tensor has at most so many bytes: 64 GiB. */
  public static final long MAX_BYTES = 1L << 36;

  public TensorInfo {
    shape = List.copyOf(shape);
    if (name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a tensor name of %d characters; expected at most %d".formatted(name.length(), MAX_NAME));
    }
    requireEncodable(name);
    if (shape.size() > MAX_RANK || shape.stream().anyMatch(d -> d < 0)) {
      throw new IllegalArgumentException(
          "tensor '%s' has the shape %s; expected at most %d dimensions, each at least 0"
              .formatted(name, shape, MAX_RANK));
    }
    requireSize(name, dtype, shape);
  }

  /** UTF-8 has no bytes for half a surrogate pair: the name would come back as another. */
  private static void requireEncodable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        boolean pair =
            Character.isHighSurrogate(name.charAt(i))
                && i + 1 < name.length()
                && Character.isLowSurrogate(name.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException("a tensor name has half a surrogate pair");
        }
        i++;
      }
    }
  }

  private static void requireSize(String name, Dtype dtype, List<Long> shape) {
    if (shape.contains(0L)) {
      return;
    }
    long bytes = dtype.bytes();
    for (long dimension : shape) {
      if (dimension > MAX_BYTES / bytes) {
        throw new IllegalArgumentException(
            "tensor '%s' of %s and shape %s has more than %d bytes; split it"
                .formatted(name, dtype, shape, MAX_BYTES));
      }
      bytes *= dimension;
    }
  }

  /** A tensor of that name, dtype and shape. */
  public static TensorInfo of(String name, Dtype dtype, long... shape) {
    return new TensorInfo(name, dtype, Arrays.stream(shape).boxed().toList());
  }

  /** Number of elements. */
  public long elements() {
    return shape.contains(0L) ? 0 : shape.stream().reduce(1L, (a, b) -> a * b);
  }

  /** Number of bytes. */
  public long bytes() {
    return elements() * dtype.bytes();
  }

  /** Whether the bytes of one can stand for the bytes of the other, position by position. */
  public boolean sameLayout(TensorInfo other) {
    return dtype == other.dtype && shape.equals(other.shape);
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(name, dtype, shape);
  }
}
