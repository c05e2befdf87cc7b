package dev.fedbench.zmq.echo;

import com.neilalexander.jnacl.crypto.xsalsa20poly1305;
import dev.fedbench.zmq.curve.AllowList;
import dev.fedbench.zmq.curve.Authenticator;
import dev.fedbench.zmq.curve.CurveKeys;
import dev.fedbench.zmq.curve.CurveSecurity;
import dev.fedbench.zmq.curve.Guard;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A program of a host, in a package and a jar of its own: one message there and back. */
final class Echo {

  private static final int PATIENCE_MILLIS = 20_000;

  private Echo() {}

  public static void main(String[] args) {
    ZMQ.Context context = ZMQ.context(1);
    CurveKeys serverKeys = CurveKeys.generate();
    CurveKeys clientKeys = CurveKeys.generate();
    try (Authenticator authenticator = Authenticator.start(context);
        ZMQ.Socket server = context.socket(SocketType.REP);
        ZMQ.Socket client = context.socket(SocketType.REQ)) {
      Guard guard =
          authenticator.guard(server, serverKeys, AllowList.of(List.of(clientKeys.publicKey())));
      CurveSecurity.client(client, clientKeys, serverKeys.publicKey());
      server.setReceiveTimeOut(PATIENCE_MILLIS);
      client.setReceiveTimeOut(PATIENCE_MILLIS);
      server.bind("tcp://127.0.0.1:*");
      client.connect(server.getLastEndpoint());
      client.send("echo");
      server.send(server.recv());
      System.out.printf("%s, accepted %d%n", client.recvStr(), guard.accepted());
      for (Class<?> part :
          List.of(Echo.class, CurveKeys.class, ZMQ.class, xsalsa20poly1305.class)) {
        System.out.println(part.getSimpleName() + " in " + part.getModule().getName());
      }
      guard.close();
    }
    context.close();
  }
}
