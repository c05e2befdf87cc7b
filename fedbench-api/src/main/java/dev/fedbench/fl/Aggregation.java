package dev.fedbench.fl;

import dev.fedbench.proof.QuantizedUpdate;
import java.nio.FloatBuffer;

/**
 * An aggregation under way: streaming, so that it holds no updates. One thread at a time.
 *
 * <p>Law: merging is associative, and merging two aggregations is the same as adding all their
 * updates to one, up to floating-point rounding.
 */
public interface Aggregation {

  /**
   * Adds an update.
   *
   * @param delta all values in the layout's order, from position to limit; finite
   * @param examples the update's weight, at least 1
   */
  void add(FloatBuffer delta, long examples);

  /**
   * Adds an update that is quantised, as all are where updates carry proofs. Unless overridden, in
   * its own unit as float32; who sums the whole numbers is exact, whatever the order.
   *
   * @param examples the update's weight, at least 1
   */
  default void add(QuantizedUpdate update, long examples) {
    float[] delta = new float[update.values().length];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = (float) ((double) update.values()[i] / update.scale());
    }
    add(FloatBuffer.wrap(delta), examples);
  }

  /**
   * Adds all that another aggregation of the same aggregator and layout has seen. The other is not
   * used after.
   */
  void merge(Aggregation other);

  /** How many updates it holds. */
  long updates();

  /**
   * The step to add to the model, value by value.
   *
   * @throws IllegalStateException if there was no update
   */
  double[] step();
}
