package dev.fedbench.fl;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names and shapes of a model's tensors, in order: how one flat array of values is to be read.
 * Immutable.
 */
public final class TensorLayout {

  /** A model has at most so many values: what one array holds as bytes. */
  public static final int MAX_VALUES = (Integer.MAX_VALUE - 4096) / Float.BYTES;

  /** A model has at most so many tensors. */
  public static final int MAX_TENSORS = 10_000;

  /** No tensors. */
  public static final TensorLayout EMPTY = new TensorLayout(List.of());

  private final List<TensorSpec> specs;
  private final int size;

  /**
   * A layout of tensors in that order.
   *
   * @throws IllegalArgumentException if a name repeats, or there are too many tensors or values
   */
  public TensorLayout(List<TensorSpec> specs) {
    this.specs = List.copyOf(specs);
    if (specs.size() > MAX_TENSORS) {
      throw new IllegalArgumentException(
          "%d tensors; expected at most %d".formatted(specs.size(), MAX_TENSORS));
    }
    Set<String> names = new HashSet<>();
    long total = 0;
    for (TensorSpec spec : specs) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException("two tensors are named '%s'".formatted(spec.name()));
      }
      total += spec.size();
    }
    if (total > MAX_VALUES) {
      throw new IllegalArgumentException(
          "%d values in all; expected at most %d".formatted(total, MAX_VALUES));
    }
    this.size = (int) total;
  }

  /** A layout of tensors in that order. */
  public static TensorLayout of(TensorSpec... specs) {
    return new TensorLayout(List.of(specs));
  }

  /** The tensors, in order. */
  public List<TensorSpec> specs() {
    return specs;
  }

  /** Number of values over all tensors. */
  public int size() {
    return size;
  }

  /**
   * Where a tensor's values start in the flat array.
   *
   * @throws IllegalArgumentException if there is no tensor of that name
   */
  public int offset(String name) {
    int offset = 0;
    for (TensorSpec spec : specs) {
      if (spec.name().equals(name)) {
        return offset;
      }
      offset += spec.size();
    }
    throw new IllegalArgumentException("no tensor '%s' among %s".formatted(name, specs));
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof TensorLayout that && specs.equals(that.specs);
  }

  @Override
  public int hashCode() {
    return specs.hashCode();
  }

  @Override
  public String toString() {
    return specs.size() <= 8 ? specs.toString() : specs.size() + " tensors, " + size + " values";
  }
}
