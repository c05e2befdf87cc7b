package dev.fedbench.testing;

import dev.fedbench.rpc.Transport;

/** What the parts of {@link TransportContract} know of the transport. */
interface TransportUnderTest {

  Transport transport();

  String host();

  boolean countsSocketBytes();

  int bodyBytes(int randomBytes);
}
