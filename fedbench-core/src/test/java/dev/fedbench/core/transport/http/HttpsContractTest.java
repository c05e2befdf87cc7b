package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class HttpsContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new HttpTransport().encrypted().orElseThrow();
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }
}
