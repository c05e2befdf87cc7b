package dev.fedbench.core.suite.rpc;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.WireStats;
import java.util.List;
import java.util.OptionalLong;

/**
 * What clients have sent and received, together.
 *
 * @param messages both ways
 * @param envelopes bytes of their envelopes
 * @param sockets bytes on their sockets; empty where they are not counted
 */
record WireSum(long messages, long envelopes, OptionalLong sockets) {

  static WireSum of(List<WireStats> all) {
    long messages = 0;
    long envelopes = 0;
    long sockets = 0;
    boolean counted = !all.isEmpty();
    for (WireStats one : all) {
      for (Direction direction : Direction.values()) {
        messages += one.messages(direction);
        envelopes += one.bytes(direction);
      }
      counted &= one.socketSent().isPresent() && one.socketReceived().isPresent();
      sockets += one.socketSent().orElse(0) + one.socketReceived().orElse(0);
    }
    return new WireSum(
        messages, envelopes, counted ? OptionalLong.of(sockets) : OptionalLong.empty());
  }

  WireSum since(WireSum earlier) {
    return new WireSum(
        messages - earlier.messages,
        envelopes - earlier.envelopes,
        sockets.isPresent() && earlier.sockets.isPresent()
            ? OptionalLong.of(sockets.getAsLong() - earlier.sockets.getAsLong())
            : OptionalLong.empty());
  }
}
