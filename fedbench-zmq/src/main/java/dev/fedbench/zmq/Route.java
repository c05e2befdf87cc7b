package dev.fedbench.zmq;

import java.util.Arrays;
import java.util.Optional;
import zmq.Msg;

/**
 * A connection at the server: the identity that its socket has given it. Peers that bring an
 * identity of their own are none of ours.
 */
final class Route {

  private static final int LENGTH = 5;

  private final byte[] bytes;
  private final int number;

  private Route(byte[] bytes) {
    this.bytes = bytes;
    this.number =
        bytes[1] << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | bytes[4] & 0xff;
  }

  /** The route in a message's first frame. */
  static Optional<Route> of(Msg identity) {
    byte[] bytes = identity.data();
    return bytes.length == LENGTH && bytes[0] == 0
        ? Optional.of(new Route(bytes))
        : Optional.empty();
  }

  /** The first frame of a message there. Not to be changed. */
  Msg frame() {
    return new Msg(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Route route && Arrays.equals(bytes, route.bytes);
  }

  @Override
  public int hashCode() {
    return number;
  }
}
