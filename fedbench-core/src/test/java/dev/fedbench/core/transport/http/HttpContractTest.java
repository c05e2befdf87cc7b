package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class HttpContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new HttpTransport();
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }
}
