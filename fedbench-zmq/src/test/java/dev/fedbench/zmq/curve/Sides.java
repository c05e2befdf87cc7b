package dev.fedbench.zmq.curve;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.zeromq.ZMQ;

/** How the two ends of a connection are set up, before bind and connect. */
record Sides(BiConsumer<ZMQ.Context, ZMQ.Socket> server, Consumer<ZMQ.Socket> client) {

  static final Sides PLAIN = new Sides((context, socket) -> {}, socket -> {});

  /** What raw JeroMQ offers, of any version; any client is let in. */
  static Sides rawCurve(int receiveHighWaterMark) {
    ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
    ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();
    return new Sides(
        (context, socket) -> {
          socket.setRcvHWM(receiveHighWaterMark);
          socket.setCurveServer(true);
          socket.setCurvePublicKey(server.publicKey.getBytes(ZMQ.CHARSET));
          socket.setCurveSecretKey(server.secretKey.getBytes(ZMQ.CHARSET));
        },
        socket -> {
          socket.setRcvHWM(receiveHighWaterMark);
          socket.setCurveServerKey(server.publicKey.getBytes(ZMQ.CHARSET));
          socket.setCurvePublicKey(client.publicKey.getBytes(ZMQ.CHARSET));
          socket.setCurveSecretKey(client.secretKey.getBytes(ZMQ.CHARSET));
        });
  }
}
