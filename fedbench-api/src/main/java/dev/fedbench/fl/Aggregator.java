package dev.fedbench.fl;

import dev.fedbench.spi.Extension;

/** A rule that makes one step of the model out of many clients' updates. Thread-safe. */
public interface Aggregator extends Extension {

  /** Starts an aggregation of updates of that layout. */
  Aggregation begin(TensorLayout layout);
}
