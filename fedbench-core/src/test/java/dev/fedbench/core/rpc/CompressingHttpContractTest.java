package dev.fedbench.core.rpc;

import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class CompressingHttpContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new CompressingTransport(new HttpTransport(), new DeflateCodec());
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }

  @Override
  public int bodyBytes(int randomBytes) {
    return Frame.mostBytes(randomBytes);
  }
}
