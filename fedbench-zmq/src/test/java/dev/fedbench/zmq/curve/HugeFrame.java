package dev.fedbench.zmq.curve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A peer that announces a frame of 2^64-1 bytes, and others that want to be served. Also runs on
 * stock JeroMQ: knows nothing of ours.
 *
 * @param before whether a client was served before
 * @param after whether that client, and a new one, were served after it
 */
record HugeFrame(boolean before, boolean after) {

  private static final int PATIENCE_MILLIS = 60_000;

  /** ZMTP 2.0: signature, revision, socket type PUSH, an empty identity; then the frame. */
  static byte[] zmtp2() {
    byte[] bytes = new byte[14 + 9];
    signature(bytes);
    bytes[10] = 1;
    bytes[11] = 8;
    hugeFrame(bytes, 14);
    return bytes;
  }

  /** ZMTP 3.0: signature, version, mechanism, as-server, filler: 64 bytes; then the frame. */
  static byte[] zmtp3(String mechanism) {
    byte[] bytes = new byte[64 + 9];
    signature(bytes);
    bytes[10] = 3;
    byte[] name = mechanism.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, bytes, 12, name.length);
    hugeFrame(bytes, 64);
    return bytes;
  }

  private static void signature(byte[] bytes) {
    bytes[0] = (byte) 0xff;
    bytes[9] = 0x7f;
  }

  private static void hugeFrame(byte[] bytes, int at) {
    bytes[at] = 2; // eight bytes of length follow
    Arrays.fill(bytes, at + 1, at + 9, (byte) 0xff);
  }

  /**
   * @param afterMillis how long to wait for a message after it
   */
  static HugeFrame meet(Sides sides, byte[] attack, int afterMillis) throws IOException {
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket pull = context.socket(SocketType.PULL);
    sides.server().accept(context, pull);
    pull.setReceiveTimeOut(PATIENCE_MILLIS);
    pull.bind("tcp://127.0.0.1:*");
    String endpoint = pull.getLastEndpoint();
    ZMQ.Socket first = client(context, sides, endpoint);
    boolean before = served(first, pull);
    attack(endpoint, attack);
    pull.setReceiveTimeOut(afterMillis);
    ZMQ.Socket second = client(context, sides, endpoint);
    boolean after = served(first, pull) && served(second, pull);
    if (after) { // a context whose thread ended would not close
      for (ZMQ.Socket socket : new ZMQ.Socket[] {first, second, pull}) {
        socket.setLinger(0);
        socket.close();
      }
      context.close();
    }
    return new HugeFrame(before, after);
  }

  private static ZMQ.Socket client(ZMQ.Context context, Sides sides, String endpoint) {
    ZMQ.Socket push = context.socket(SocketType.PUSH);
    sides.client().accept(push);
    push.setSendTimeOut(PATIENCE_MILLIS);
    push.connect(endpoint);
    return push;
  }

  private static boolean served(ZMQ.Socket push, ZMQ.Socket pull) {
    return push.send("hello") && "hello".equals(pull.recvStr());
  }

  /** Sends it, and waits until the other side closes the connection or the time is over. */
  private static void attack(String endpoint, byte[] bytes) throws IOException {
    int port = URI.create(endpoint).getPort();
    try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
      peer.setSoTimeout(1_000);
      peer.getOutputStream().write(bytes);
      peer.getInputStream().readAllBytes();
    } catch (IOException e) {
      // Reset, or not closed in time: what it did to others is what is asked.
    }
  }
}
