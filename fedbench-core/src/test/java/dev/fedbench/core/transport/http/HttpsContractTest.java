package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.Transport;
import dev.fedbench.testing.TransportContract;

class HttpsContractTest implements TransportContract {

  /**
   * One for all tests: its certificate is made, locked away and unlocked once, and not 68 times.
   */
  private static final Transport ENCRYPTED = new HttpTransport().encrypted().orElseThrow();

  @Override
  public Transport transport() {
    return ENCRYPTED;
  }

  @Override
  public boolean countsSocketBytes() {
    return true;
  }
}
