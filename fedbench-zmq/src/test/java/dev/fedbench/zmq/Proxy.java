package dev.fedbench.zmq;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between a client and a server, which the test cuts, freezes, takes away or hears. */
final class Proxy implements AutoCloseable {

  private static final int MOST_HEARD = 1 << 20;

  final AtomicInteger accepted = new AtomicInteger();
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private volatile int target;
  private volatile boolean frozen;
  private volatile boolean ended;

  Proxy(URI server) throws IOException {
    target = server.getPort();
    listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    start("accept", this::accept);
  }

  URI endpoint() {
    return URI.create("zmq://127.0.0.1:" + listener.getLocalPort());
  }

  /** From now on connections lead to another server. */
  void leadTo(URI server) {
    target = server.getPort();
  }

  /** Breaks all connections. */
  void cut() {
    for (Socket socket : sockets) {
      close(socket);
      sockets.remove(socket);
    }
  }

  /** Nothing passes any more, and nobody is told. */
  void freeze() {
    frozen = true;
  }

  /** Breaks all connections, and takes no more. */
  void end() {
    ended = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    cut();
  }

  @Override
  public void close() {
    end();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        accepted.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        if (ended) { // accepted while the listener was being closed
          cut();
        }
        start("there", () -> pump(client, server));
        start("back", () -> pump(server, client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!frozen) {
          hear(buffer, n);
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      // It was cut.
    }
    sockets.remove(from);
    sockets.remove(to);
  }

  /** Both ways; the first of it. */
  private synchronized void hear(byte[] bytes, int count) {
    heard.write(bytes, 0, Math.min(count, MOST_HEARD - heard.size()));
  }

  /** What passed, a character a byte. */
  synchronized String heard() {
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, "proxy-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      // With a reset, as when a machine goes down.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed.
    }
  }
}
