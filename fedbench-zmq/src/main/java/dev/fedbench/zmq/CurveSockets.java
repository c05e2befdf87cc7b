package dev.fedbench.zmq;

import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.Authenticator;
import dev.fedbench.zmq.curve.CurveKeys;
import dev.fedbench.zmq.curve.CurvePublicKey;
import dev.fedbench.zmq.curve.CurveSecurity;
import dev.fedbench.zmq.curve.Guard;
import java.util.Optional;
import org.zeromq.ZMQ;

/**
 * CURVE: all is encrypted, clients accept one server, and servers the clients of a list.
 *
 * @param own the keys of this side, be it a client or a server
 * @param server what clients accept
 * @param clients what servers accept
 */
record CurveSockets(CurveKeys own, Optional<CurvePublicKey> server, Optional<AllowList> clients)
    implements Security {

  @Override
  public AutoCloseable server(ZMQ.Context context, ZMQ.Socket socket) {
    AllowList allowed =
        clients.orElseThrow(
            () ->
                new IllegalStateException(
                    "cannot serve: CURVE without a list of clients would let everybody in; give"
                        + " one to the builder with allow(…)"));
    Authenticator authenticator = Authenticator.start(context);
    try {
      Guard guard = authenticator.guard(socket, own, allowed);
      return () -> {
        guard.close();
        authenticator.close();
      };
    } catch (RuntimeException e) {
      authenticator.close();
      throw e;
    }
  }

  @Override
  public void client(ZMQ.Socket socket) {
    CurveSecurity.client(
        socket,
        own,
        server.orElseThrow(
            () ->
                new IllegalStateException(
                    "cannot connect: whose key is the server's? Give it to the builder with"
                        + " serverKey(…)")));
  }

  @Override
  public int receiveHighWaterMark(int wanted) {
    return CurveSecurity.RECEIVE_HIGH_WATER_MARK;
  }
}
