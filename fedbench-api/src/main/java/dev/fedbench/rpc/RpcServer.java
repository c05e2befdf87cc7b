package dev.fedbench.rpc;

import java.net.URI;
import java.nio.ByteBuffer;

/** A running server. Thread-safe. */
public interface RpcServer extends AutoCloseable {

  /** Where clients connect: with the real port. */
  URI endpoint();

  /**
   * Publishes a version of a topic to all its subscribers and keeps it, the last one alone, for
   * those who come later. Does not wait for any subscriber; a slow one skips versions and holds up
   * nobody. No listener runs on the caller's thread, which may hold locks.
   *
   * @param topic a name like a method's
   * @param version larger than any version of this topic before
   * @param body from position to limit; encoded once by the caller, shared by all subscribers, and
   *     not to be changed any more
   * @throws IllegalArgumentException if the version is not larger
   */
  void publish(String topic, long version, ByteBuffer body);

  /** What was sent and received so far. */
  WireStats stats();

  /**
   * Stops accepting, lets calls under way finish for the grace, cancels the rest and ends all
   * threads and connections. Idempotent.
   */
  @Override
  void close();
}
