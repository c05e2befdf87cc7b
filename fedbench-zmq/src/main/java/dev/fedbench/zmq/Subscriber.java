package dev.fedbench.zmq;

import java.util.OptionalLong;

/** A subscription at the server. The loop's. */
final class Subscriber {

  final Session session;
  final int id;
  final String topic;

  /** The last version that it was sent, or has seen before. */
  OptionalLong last;

  /** Whether it waits for the next version. */
  boolean waits = true;

  Subscriber(Session session, int id, String topic, OptionalLong last) {
    this.session = session;
    this.id = id;
    this.topic = topic;
    this.last = last;
  }

  /** Whether this version is to be sent to it now. */
  boolean wants(long version) {
    return waits && (last.isEmpty() || last.getAsLong() < version);
  }
}
