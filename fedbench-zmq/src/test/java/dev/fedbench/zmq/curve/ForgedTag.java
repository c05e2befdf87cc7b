package dev.fedbench.zmq.curve;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Somebody on the wire who changes the last byte of each message's tag. Also runs on stock JeroMQ:
 * knows nothing of ours.
 *
 * @param forged messages that were changed
 * @param delivered those of them that the receiver took for true
 */
record ForgedTag(int forged, int delivered) {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int TURN_MILLIS = 200;

  /** JeroMQ 0.7.0 stalls in one of some hundred greetings, and connects again after this. */
  private static final int HANDSHAKE_MILLIS = 2_000;

  private static final int GREETING = 64;

  /** Command "MESSAGE" with its length, nonce of eight bytes; then the tag's sixteenth byte. */
  private static final int LAST_OF_TAG = 8 + 8 + 15;

  private static final byte[] MESSAGE = "\u0007MESSAGE".getBytes(StandardCharsets.US_ASCII);

  static ForgedTag meet(Sides sides) throws IOException, InterruptedException {
    AtomicInteger forged = new AtomicInteger();
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket pull = context.socket(SocketType.PULL);
    ZMQ.Socket push = context.socket(SocketType.PUSH);
    ServerSocket wire = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    sides.server().accept(context, pull);
    sides.client().accept(push);
    pull.setReceiveTimeOut(TURN_MILLIS);
    push.setHandshakeIvl(HANDSHAKE_MILLIS);
    pull.setHandshakeIvl(HANDSHAKE_MILLIS);
    pull.bind("tcp://127.0.0.1:*");
    int server = URI.create(pull.getLastEndpoint()).getPort();
    Thread forger = new Thread(() -> forgeOnce(wire, server, forged), "forger");
    forger.start();
    push.connect("tcp://127.0.0.1:" + wire.getLocalPort());
    push.send("true");
    boolean delivered = delivered(pull, forger);
    push.setLinger(0);
    push.close();
    pull.close();
    context.close();
    wire.close();
    forger.join();
    return new ForgedTag(forged.get(), delivered ? 1 : 0);
  }

  /** Waits for a message, or for the connection's end, which comes first where it is refused. */
  private static boolean delivered(ZMQ.Socket pull, Thread forger) {
    for (int i = 0; i < PATIENCE_MILLIS / TURN_MILLIS; i++) {
      boolean over = !forger.isAlive();
      if (pull.recv() != null) {
        return true;
      }
      if (over) {
        return false;
      }
    }
    return false;
  }

  private static void forgeOnce(ServerSocket wire, int port, AtomicInteger forged) {
    while (forged.get() == 0 && !wire.isClosed()) {
      forge(wire, port, forged);
    }
  }

  private static void forge(ServerSocket wire, int port, AtomicInteger forged) {
    try (Socket client = wire.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread back = new Thread(() -> copy(server, client), "back");
      back.start();
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = server.getOutputStream();
      for (int i = 0; i < GREETING; i++) { // each side waits for parts of the other's
        out.write(in.readUnsignedByte());
      }
      for (int flags = in.read(); flags >= 0; flags = in.read()) {
        int length = (flags & 2) == 0 ? in.readUnsignedByte() : (int) in.readLong();
        byte[] body = in.readNBytes(length);
        if (Arrays.equals(Arrays.copyOf(body, MESSAGE.length), MESSAGE)) {
          body[LAST_OF_TAG] ^= 1;
          forged.incrementAndGet();
        }
        out.write(flags);
        out.write((flags & 2) == 0 ? new byte[] {(byte) length} : bytes(length));
        out.write(body);
      }
      back.join();
    } catch (IOException e) {
      // The connection ended: a receiver that saw the forgery does that, as does a stalled
      // greeting.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // Closed by the other direction.
    }
  }
}
