package dev.fedbench.core.transport;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class InProcessContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new InProcessTransport();
  }
}
