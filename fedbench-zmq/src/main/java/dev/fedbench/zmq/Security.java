package dev.fedbench.zmq;

import java.io.IOException;
import org.zeromq.ZMQ;

/** Who may talk to whom, and whether others can read it: options that sockets get before use. */
interface Security {

  /** Nobody is authenticated and nothing is encrypted. */
  Security PLAIN =
      new Security() {
        @Override
        public AutoCloseable server(ZMQ.Context context, ZMQ.Socket socket) {
          return () -> {};
        }

        @Override
        public void client(ZMQ.Socket socket) {}

        @Override
        public int receiveHighWaterMark(int wanted) {
          return wanted;
        }
      };

  /**
   * Prepares a socket that will be bound.
   *
   * @return what authenticates its peers; to be closed when the socket is
   * @throws IOException if it cannot authenticate anybody
   */
  AutoCloseable server(ZMQ.Context context, ZMQ.Socket socket) throws IOException;

  /** Prepares a socket that will be connected. */
  void client(ZMQ.Socket socket);

  /** How many messages may wait to be received, for each peer; 0 is any number. */
  int receiveHighWaterMark(int wanted);
}
