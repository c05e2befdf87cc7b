package dev.fedbench.benchmarks;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Asks a {@link CurveEchoServer} with ten requests of 64 KiB in flight, and prints the rate. */
final class CurveEchoClient {

  private static final int BYTES = 64 << 10;
  private static final int IN_FLIGHT = 10;
  private static final int WARM_UPS = 500;
  private static final int REQUESTS = 1_000;
  private static final int PATIENCE_MILLIS = 30_000;

  private CurveEchoClient() {}

  /** The server's endpoint and its public key in Z85. */
  public static void main(String[] args) {
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket socket = context.socket(SocketType.DEALER);
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    socket.setRcvHWM(0);
    socket.setReceiveTimeOut(PATIENCE_MILLIS);
    socket.setCurveServerKey(args[1].getBytes(ZMQ.CHARSET));
    socket.setCurvePublicKey(keys.publicKey.getBytes(ZMQ.CHARSET));
    socket.setCurveSecretKey(keys.secretKey.getBytes(ZMQ.CHARSET));
    socket.connect(args[0]);
    for (int i = 0; i < IN_FLIGHT; i++) {
      socket.send(new byte[BYTES]);
    }
    turn(socket, WARM_UPS);
    long begin = System.nanoTime();
    turn(socket, REQUESTS);
    System.out.println("rate " + REQUESTS * 1e9 / (System.nanoTime() - begin));
    socket.setLinger(0);
    socket.close();
    context.close();
  }

  private static void turn(ZMQ.Socket socket, int requests) {
    for (int i = 0; i < requests; i++) {
      byte[] answer = socket.recv();
      if (answer == null || answer.length != BYTES) {
        throw new IllegalStateException("no echo in time, or one of another length");
      }
      socket.send(answer);
    }
  }
}
