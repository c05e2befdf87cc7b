package dev.fedbench.core.fl.coordinator;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;

/** Hears what a coordinator measures. Called under its lock: must be quick. */
public interface CoordinatorObserver {

  /** A sample, in the metric's unit. */
  void sample(Metric metric, double value);

  /** A round ended. */
  void round(RoundRow row);
}
