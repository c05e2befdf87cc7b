package dev.fedbench.benchmarks;

import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** Sends back what it gets, over CURVE, until it is killed. Lets in any client: it is local. */
final class CurveEchoServer {

  private CurveEchoServer() {}

  public static void main(String[] args) {
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket socket = context.socket(SocketType.ROUTER);
    ZMQ.Curve.KeyPair keys = ZMQ.Curve.generateKeyPair();
    socket.setRcvHWM(0);
    socket.setCurveServer(true);
    socket.setCurvePublicKey(keys.publicKey.getBytes(ZMQ.CHARSET));
    socket.setCurveSecretKey(keys.secretKey.getBytes(ZMQ.CHARSET));
    socket.bind("tcp://127.0.0.1:*");
    System.out.println("key " + keys.publicKey);
    System.out.println("endpoint " + socket.getLastEndpoint());
    for (byte[] who = socket.recv(); who != null; who = socket.recv()) {
      byte[] message = socket.recv();
      socket.sendMore(who);
      socket.send(message);
    }
  }
}
