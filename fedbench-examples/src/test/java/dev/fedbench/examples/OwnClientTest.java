package dev.fedbench.examples;

import dev.fedbench.fl.ClientFactory;
import dev.fedbench.testing.ClientContract;

class OwnClientTest implements ClientContract {

  @Override
  public ClientFactory factory() {
    return OwnClient::new;
  }
}
