package dev.fedbench.fl;

import java.util.Arrays;

/**
 * Named float32 tensors, as one flat array in the layout's order; within a tensor row-major.
 *
 * <p>For speed the array is shared, not copied: whoever hands it over does not change it any more,
 * and whoever gets it does not write. Under that rule instances are immutable and thread-safe.
 *
 * <p>A client that trains works on a copy, and hands over what became of it less what it was given:
 *
 * <pre>{@code
 * Tensors local = request.model().copy();
 * train(local.values());
 * return new Update(local.minus(request.model()), examples);
 * }</pre>
 */
public final class Tensors {

  /** No values. */
  public static final Tensors EMPTY = new Tensors(TensorLayout.EMPTY, new float[0]);

  private final TensorLayout layout;
  private final float[] values;

  /**
   * Tensors over an array, which now belongs to them.
   *
   * @throws IllegalArgumentException if the array's length is not the layout's size
   */
  public Tensors(TensorLayout layout, float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          "%d values for a layout of %d: %s".formatted(values.length, layout.size(), layout));
    }
    this.layout = layout;
    this.values = values;
  }

  /** One tensor of one dimension. */
  public static Tensors of(String name, float... values) {
    return new Tensors(TensorLayout.of(TensorSpec.of(name, values.length)), values);
  }

  /** All zeros. */
  public static Tensors zeros(TensorLayout layout) {
    return new Tensors(layout, new float[layout.size()]);
  }

  /** Names and shapes. */
  public TensorLayout layout() {
    return layout;
  }

  /** All values, shared: read only. */
  public float[] values() {
    return values;
  }

  /**
   * A copy of one tensor's values.
   *
   * @throws IllegalArgumentException if there is no tensor of that name
   */
  public float[] tensor(String name) {
    int offset = layout.offset(name);
    int size =
        layout.specs().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().size();
    return Arrays.copyOfRange(values, offset, offset + size);
  }

  /**
   * The same values in an array of their own, which the caller may change until it hands it over.
   */
  public Tensors copy() {
    return new Tensors(layout, values.clone());
  }

  /**
   * These values less others, one by one, in an array of its own. {@link #EMPTY} counts as zeros,
   * as a model does that nobody has named yet.
   *
   * @throws IllegalArgumentException if the others are of another layout
   */
  public Tensors minus(Tensors others) {
    return combined(others, -1);
  }

  /**
   * These values and others added, one by one, in an array of its own. {@link #EMPTY} counts as
   * zeros.
   *
   * @throws IllegalArgumentException if the others are of another layout
   */
  public Tensors plus(Tensors others) {
    return combined(others, 1);
  }

  private Tensors combined(Tensors others, float factor) {
    if (others.layout.size() != 0 && !others.layout.equals(layout)) {
      throw new IllegalArgumentException(
          "tensors of %s; expected those of %s".formatted(others.layout, layout));
    }
    Tensors result = copy();
    for (int i = 0; i < others.values.length; i++) {
      result.values[i] += factor * others.values[i];
    }
    return result;
  }

  @Override
  public String toString() {
    return "Tensors" + layout;
  }
}
