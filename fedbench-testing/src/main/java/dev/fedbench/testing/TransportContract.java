package dev.fedbench.testing;

import dev.fedbench.rpc.Transport;

/**
 * What every {@link Transport} does. A test class passes it:
 *
 * <pre>{@code
 * class MyTransportTest implements TransportContract {
 *   @Override
 *   public Transport transport() {
 *     return new MyTransport();
 *   }
 * }
 * }</pre>
 *
 * <p>The tests wait for conditions, with generous limits, and never for a time to pass; the few
 * that need a timeout to strike use short ones and measure nothing but that it was not early.
 */
public interface TransportContract
    extends CallContract,
        FailureContract,
        CancelContract,
        LimitContract,
        TopicContract,
        ClosingContract,
        AccountingContract {

  /** The transport under test; once for each test. May be the same one each time. */
  @Override
  Transport transport();

  /** A host name or address at which a server of this transport can be bound here. */
  @Override
  default String host() {
    return "127.0.0.1";
  }

  /** Whether the transport uses sockets of which it counts the bytes. */
  @Override
  default boolean countsSocketBytes() {
    return false;
  }

  /**
   * How many bytes of an envelope are the body, for a body of so many random bytes: as many, unless
   * the transport puts something of its own into bodies.
   */
  @Override
  default int bodyBytes(int randomBytes) {
    return randomBytes;
  }
}
