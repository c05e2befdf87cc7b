package dev.fedbench.zmq;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class ZmqContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new ZmqTransport();
  }
}
