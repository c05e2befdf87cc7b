package dev.fedbench.core.learning;

import dev.fedbench.fl.ClientFactory;
import dev.fedbench.testing.ClientContract;

class DigitsClientContractTest implements ClientContract {

  @Override
  public ClientFactory factory() {
    return DigitsWorkload.builder().dirichlet(0.5).localEpochs(1).build();
  }
}
