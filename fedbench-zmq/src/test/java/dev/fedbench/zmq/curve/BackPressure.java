package dev.fedbench.zmq.curve;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * A receiver that is slower than its sender. Also runs on stock JeroMQ: knows nothing of ours.
 *
 * @param received messages
 * @param garbled those of them that are not what was sent
 */
record BackPressure(int received, int garbled) {

  static final int MESSAGES = 3_000;
  private static final int BYTES = 200;
  private static final int PATIENCE_MILLIS = 60_000;

  static BackPressure meet(Sides sides) throws InterruptedException {
    ZMQ.Context context = ZMQ.context(1);
    ZMQ.Socket pull = context.socket(SocketType.PULL);
    sides.server().accept(context, pull);
    pull.setReceiveTimeOut(PATIENCE_MILLIS);
    pull.bind("tcp://127.0.0.1:*");
    String endpoint = pull.getLastEndpoint();
    Thread sender = new Thread(() -> send(context, sides, endpoint), "sender");
    sender.start();
    BackPressure met = receive(pull);
    pull.setLinger(0);
    pull.close();
    sender.join();
    context.close();
    return met;
  }

  private static void send(ZMQ.Context context, Sides sides, String endpoint) {
    ZMQ.Socket push = context.socket(SocketType.PUSH);
    sides.client().accept(push);
    push.setSendTimeOut(PATIENCE_MILLIS);
    push.setLinger(PATIENCE_MILLIS);
    push.connect(endpoint);
    int sent = 0;
    while (sent < MESSAGES && push.send(message(sent))) {
      sent++;
    }
    push.close();
  }

  private static BackPressure receive(ZMQ.Socket pull) throws InterruptedException {
    int received = 0;
    int garbled = 0;
    for (; received < MESSAGES; received++) {
      byte[] message = pull.recv();
      if (message == null) {
        break;
      }
      if (!Arrays.equals(message, message(received))) {
        garbled++;
      }
      if (received % 50 == 0) {
        Thread.sleep(1);
      }
    }
    return new BackPressure(received, garbled);
  }

  private static byte[] message(int number) {
    byte[] message = new byte[BYTES];
    Arrays.fill(message, (byte) number);
    ByteBuffer.wrap(message).putInt(number);
    return message;
  }
}
