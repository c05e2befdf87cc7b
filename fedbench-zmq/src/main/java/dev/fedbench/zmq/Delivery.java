package dev.fedbench.zmq;

import java.nio.ByteBuffer;

/** Where a server's messages go. In the loop's turn. A session without a connection gets none. */
interface Delivery {

  void send(Session session, byte[] message);

  /** The body is behind the head if it is small, and follows it if not. */
  void send(Session session, ByteBuffer head, ByteBuffer body);
}
