package dev.fedbench.zmq;

import java.nio.ByteBuffer;

/** Where a client's messages go. In the loop's turn. */
interface Outlet {

  void send(byte[] message);

  /** The body is behind the head if it is small, and follows it if not. */
  void send(ByteBuffer head, ByteBuffer body);

  /** Who is there, for messages to people. */
  Object peer();
}
