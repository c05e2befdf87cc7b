package dev.fedbench.zmq;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.zeromq.ZMQ;

/**
 * Prepares sockets: the one place where their options are set.
 *
 * @param security what kind of sockets they are
 */
record Sockets(ZmqLimits limits, Security security) {

  /** Clients connect again by themselves: never within the life of a socket. */
  private static final int RECONNECT_MILLIS = (int) Duration.ofDays(20).toMillis();

  static String tcp(URI address) {
    return "tcp://" + address.getHost() + ":" + address.getPort();
  }

  /** What will be connected. */
  void prepareClient(ZMQ.Socket socket, int maxBodyBytes) {
    prepare(socket, maxBodyBytes);
    socket.setReconnectIVL(RECONNECT_MILLIS);
    socket.base().setSocketOpt(zmq.ZMQ.ZMQ_HICCUP_MSG, new byte[] {Kind.GONE});
    security.client(socket);
  }

  /** What will be bound; what is returned is to be closed after it. */
  AutoCloseable prepareServer(ZMQ.Context context, ZMQ.Socket socket, int maxBodyBytes)
      throws IOException {
    prepare(socket, maxBodyBytes);
    socket.base().setSocketOpt(zmq.ZMQ.ZMQ_DISCONNECT_MSG, new byte[] {Kind.GONE});
    return security.server(context, socket);
  }

  private void prepare(ZMQ.Socket socket, int maxBodyBytes) {
    socket.setIPv6(true);
    socket.setLinger(millis(limits.linger()));
    // What is sent is bounded by windows and credits; a full queue would drop it in silence.
    socket.setSndHWM(0);
    socket.setRcvHWM(security.receiveHighWaterMark(limits.highWaterMark()));
    socket.setMaxMsgSize((long) maxBodyBytes + Frames.MAX_HEAD);
    socket.setHandshakeIvl(millis(limits.handshakeTimeout()));
    socket.setHeartbeatIvl(millis(limits.heartbeat()));
    socket.setHeartbeatTimeout(2 * millis(limits.heartbeat()));
    socket.setHeartbeatTtl(3 * millis(limits.heartbeat()));
  }

  private static int millis(Duration duration) {
    return (int) duration.toMillis();
  }
}
