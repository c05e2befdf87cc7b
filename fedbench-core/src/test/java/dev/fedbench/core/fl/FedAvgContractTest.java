package dev.fedbench.core.fl;

import dev.fedbench.fl.Aggregator;
import dev.fedbench.testing.AggregatorContract;

class FedAvgContractTest extends AggregatorContract {

  @Override
  protected Aggregator aggregator() {
    return new FedAvg();
  }
}
