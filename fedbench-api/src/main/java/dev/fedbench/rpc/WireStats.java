package dev.fedbench.rpc;

import java.util.List;
import java.util.OptionalLong;

/**
 * What one end of a transport sent and received. When nothing is under way, what one side sent is
 * what the other side received.
 *
 * @param traffic by direction, kind and name, sorted
 * @param socketSent bytes written to sockets, framing and headers included; empty if there are no
 *     sockets or they are not counted
 * @param socketReceived bytes read from sockets, likewise
 */
public record WireStats(
    List<Traffic> traffic, OptionalLong socketSent, OptionalLong socketReceived) {

  public WireStats {
    traffic = List.copyOf(traffic);
  }

  /** Envelope bytes that went in that direction. */
  public long bytes(Direction direction) {
    return traffic.stream().filter(t -> t.direction() == direction).mapToLong(Traffic::bytes).sum();
  }

  /** Messages that went in that direction. */
  public long messages(Direction direction) {
    return traffic.stream()
        .filter(t -> t.direction() == direction)
        .mapToLong(Traffic::messages)
        .sum();
  }
}
