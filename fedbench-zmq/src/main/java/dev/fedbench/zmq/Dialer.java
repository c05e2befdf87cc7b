package dev.fedbench.zmq;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.SocketBase;

/**
 * Makes a client's connection. The loop's.
 *
 * <p>A connection that is made just when the library's thread has something else to do may never
 * come to life: its poller takes a key that was cancelled for one that is registered, and looks
 * again only when the next connection is made or ends. So nothing is sent before a connection has
 * come to life, and soon there is a second attempt, with a socket of its own; as a rule that brings
 * the first to life. The first that lives is taken, and the others are closed only then.
 */
final class Dialer {

  /** Hears how it goes. */
  interface Listener {

    /** A peer that speaks ZeroMQ is there. May come several times. */
    void connected();

    /** Nobody takes connections there. */
    void refused();
  }

  /** How long the first attempt is alone; each has twice the time of the one before. */
  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private static final int MOST_DOUBLINGS = 7;

  /**
   * How long one that lives is left alone, unless it breaks; twice the time with each attempt. The
   * next takes its place, and has to encrypt afresh.
   */
  private static final long GREETING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int MOST_GREETING_DOUBLINGS = 3;

  /** After a connection broke while it was made; twice the time with each attempt. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** One refusal may be a connection that broke while it was made. So many in a row are none. */
  private static final int REFUSALS = 3;

  private static final int EVENTS =
      zmq.ZMQ.ZMQ_EVENT_CLOSED
          | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
          | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED;

  private final Loop loop;
  private final Engine engine;
  private final Consumer<ZMQ.Socket> options;
  private final URI endpoint;
  private final List<SocketBase> open = new ArrayList<>();
  private SocketBase current;
  private boolean dialing;
  private int attempts;
  private int refusals;
  private long nextNanos;

  /**
   * Has made no connection yet.
   *
   * @param options prepares a socket
   */
  Dialer(Loop loop, Engine engine, Consumer<ZMQ.Socket> options, URI endpoint) {
    this.loop = loop;
    this.engine = engine;
    this.options = options;
    this.endpoint = endpoint;
  }

  /** What messages go through, and come from. */
  SocketBase current() {
    return current;
  }

  /** A socket without a connection; for the loop, which sleeps on one. */
  SocketBase rest() {
    current = make().base();
    return current;
  }

  private ZMQ.Socket make() {
    ZMQ.Socket socket = engine.context().socket(SocketType.DEALER);
    try {
      options.accept(socket);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
    open.add(socket.base());
    return socket;
  }

  /**
   * Begins to make a connection.
   *
   * @throws RuntimeException if the address cannot be resolved
   */
  void dial(Listener listener) {
    dialing = true;
    attempts = 0;
    refusals = 0;
    attempt(listener);
  }

  private void attempt(Listener listener) {
    nextNanos = System.nanoTime() + (FIRST_NANOS << Math.min(attempts++, MOST_DOUBLINGS));
    ZMQ.Socket socket = make();
    SocketBase base = socket.base();
    base.setEventHook(event -> loop.execute(() -> happened(base, event.event, listener)), EVENTS);
    socket.connect(Sockets.tcp(endpoint));
  }

  /** What the library tells of a socket. */
  private void happened(SocketBase socket, int event, Listener listener) {
    if (!dialing || !open.contains(socket)) {
      return;
    }
    if (event == zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL) {
      refusals = 0;
      nextNanos =
          System.nanoTime() + (GREETING_NANOS << Math.min(attempts - 1, MOST_GREETING_DOUBLINGS));
      use(socket);
      listener.connected();
      return;
    }
    nextNanos = System.nanoTime() + (PAUSE_NANOS << Math.min(attempts, MOST_DOUBLINGS));
    // Closed is what never was a connection: somebody refused it.
    if (event == zmq.ZMQ.ZMQ_EVENT_CLOSED && ++refusals == REFUSALS) {
      listener.refused();
    }
  }

  /** This one lives. */
  private void use(SocketBase socket) {
    current = socket;
    loop.use(socket);
    open.remove(socket);
    open.forEach(SocketBase::close);
    open.clear();
    open.add(socket);
  }

  /** Dials again when it is time to; when to look next. */
  long tick(long nowNanos, Listener listener) {
    if (nowNanos - nextNanos >= 0) {
      attempt(listener);
    }
    return nextNanos;
  }

  /** There is a connection. */
  void done() {
    dialing = false;
    use(current);
  }

  /** Lets go of all connections. */
  void hangUp() {
    dialing = false;
    List<SocketBase> all = List.copyOf(open);
    open.clear();
    loop.use(rest());
    all.forEach(SocketBase::close);
  }

  /** Closes all sockets. What is on its way goes on for the linger. */
  void close() {
    dialing = false;
    open.forEach(SocketBase::close);
    open.clear();
  }
}
