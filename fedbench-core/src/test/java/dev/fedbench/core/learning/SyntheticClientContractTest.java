package dev.fedbench.core.learning;

import dev.fedbench.fl.ClientFactory;
import dev.fedbench.testing.ClientContract;

class SyntheticClientContractTest implements ClientContract {

  @Override
  public ClientFactory factory() {
    return new SyntheticWorkload(10);
  }
}
