package dev.fedbench.core.fl.coordinator;

import dev.fedbench.fl.KeptUpdate;
import dev.fedbench.fl.Tensors;
import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;

/** Hears what a coordinator measures. Called under its lock: must be quick. */
public interface CoordinatorObserver {

  /** A sample, in the metric's unit. */
  void sample(Metric metric, double value);

  /** A round ended. */
  void round(RoundRow row);

  /**
   * There is a global model: the first one, or one after an aggregation. Shared; nobody writes to
   * it.
   */
  default void model(long version, Tensors model) {}

  /** Whether to be told of {@link #accepted} updates, which must be copied for it. */
  default boolean wantsUpdates() {
    return false;
  }

  /** An update was accepted. What was proved is what is aggregated, in its own unit. */
  default void accepted(KeptUpdate update, Tensors delta) {}
}
