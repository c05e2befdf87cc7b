package dev.fedbench.core.rpc;

import dev.fedbench.core.transport.InProcessTransport;
import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class CompressingInProcessContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new CompressingTransport(new InProcessTransport(), new DeflateCodec());
  }

  @Override
  public int bodyBytes(int randomBytes) {
    return Frame.mostBytes(randomBytes);
  }
}
