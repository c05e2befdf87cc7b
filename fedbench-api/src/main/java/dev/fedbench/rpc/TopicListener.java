package dev.fedbench.rpc;

import java.nio.ByteBuffer;

/** Hears a topic's versions, one call at a time, in rising order. Must not block for long. */
@FunctionalInterface
public interface TopicListener {

  /**
   * A version arrived.
   *
   * @param body from position to limit; may be shared with other listeners: read it through a
   *     duplicate, and do not write
   */
  void onPublication(long version, ByteBuffer body);

  /**
   * The server cannot be reached any more, or ended the subscription. It is over. Not called when
   * this side closed it.
   */
  default void onLost(RpcException cause) {}
}
