package dev.fedbench.zmq;

import java.nio.ByteBuffer;
import java.util.Optional;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZMQ;

/** Messages to and from a socket. */
final class Wire {

  private Wire() {}

  /**
   * A message.
   *
   * @param head its first frame; not empty
   * @param next its second frame, if there is one; what follows it is thrown away
   */
  record Message(Msg first, ByteBuffer head, Optional<ByteBuffer> next) {

    byte kind() {
      return head.get(0);
    }
  }

  /** The next message; empty if none has come. A ROUTER's comes without its first frame. */
  static Optional<Message> receive(SocketBase socket) {
    Msg first = socket.recv(ZMQ.ZMQ_DONTWAIT);
    if (first == null) {
      return Optional.empty();
    }
    Optional<ByteBuffer> next = Optional.empty();
    if (first.hasMore()) {
      Msg second = socket.recv(ZMQ.ZMQ_DONTWAIT);
      next = second == null ? next : Optional.of(second.buf());
      for (Msg more = second; more != null && more.hasMore(); ) {
        more = socket.recv(ZMQ.ZMQ_DONTWAIT);
      }
    }
    ByteBuffer head = first.size() == 0 ? NOTHING : first.buf();
    return Optional.of(new Message(first, head, next));
  }

  /** Of a kind that is none. */
  private static final ByteBuffer NOTHING = ByteBuffer.wrap(new byte[1]).asReadOnlyBuffer();

  /** Whether it was taken; it is not if there is no connection to take it. */
  static boolean send(SocketBase socket, byte[] message) {
    return socket.send(new Msg(message), ZMQ.ZMQ_DONTWAIT);
  }

  /**
   * Sends a message with a body.
   *
   * @param head with the body behind it if that is small
   * @param body not copied if it is not small, and not to be changed until it has arrived
   */
  static boolean send(SocketBase socket, ByteBuffer head, ByteBuffer body) {
    Msg first = new Msg(head);
    if (body.remaining() <= Frames.SMALL) {
      return socket.send(first, ZMQ.ZMQ_DONTWAIT);
    }
    return socket.send(first, ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE)
        // The library sends a buffer from 0 to its capacity.
        && socket.send(new Msg(body.slice()), ZMQ.ZMQ_DONTWAIT);
  }
}
