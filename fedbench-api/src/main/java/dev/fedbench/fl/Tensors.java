package dev.fedbench.fl;

import java.util.Arrays;

/**
 * Named float32 tensors, as one flat array in the layout's order; within a tensor row-major.
 *
 * <p>For speed the array is shared, not copied: whoever hands it over does not change it any more,
 * and whoever gets it does not write. Under that rule instances are immutable and thread-safe.
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

  @Override
  public String toString() {
    return "Tensors" + layout;
  }
}
