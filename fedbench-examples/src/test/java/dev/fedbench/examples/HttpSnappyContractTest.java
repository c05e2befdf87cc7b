package dev.fedbench.examples;

import dev.fedbench.core.rpc.CompressingTransport;
import dev.fedbench.core.transport.http.HttpTransport;
import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;
import dev.fedbench.zmq.snappy.SnappyCodec;

class HttpSnappyContractTest implements TransportContract {

  @Override
  public Transport transport() {
    return new CompressingTransport(new HttpTransport(), new SnappyCodec());
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }

  /** What stands in front of a body of 128 to 16,383 bytes. */
  @Override
  public int bodyBytes(int randomBytes) {
    return randomBytes + 3;
  }
}
