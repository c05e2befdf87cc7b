package dev.fedbench.zmq.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Answers the question of a context's servers whether a client may connect (RFC 27, ZAP), in a
 * thread of its own. A context has at most one. Thread-safe.
 *
 * <p>Without an answerer JeroMQ lets every client in. So this one stays, and denies everybody, when
 * it is closed while servers that it guards are not; it ends with the last of their guards, or with
 * the context.
 */
public final class Authenticator implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Authenticator.class.getName());

  /** Where JeroMQ asks: RFC 27. */
  private static final String ENDPOINT = "inproc://zeromq.zap.01";

  private static final int TICK_MILLIS = 50;
  private static final long RELOAD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ZMQ.Context context;
  private final ZMQ.Socket socket;
  private final Thread thread;
  private final Map<String, Guard> guards = new ConcurrentHashMap<>();
  private final AtomicLong lastDomain = new AtomicLong();
  private final LongAdder strays = new LongAdder();
  private volatile boolean closed;

  private Authenticator(ZMQ.Context context, ZMQ.Socket socket) {
    this.context = context;
    this.socket = socket;
    thread = new Thread(this::run, "fedbench-zap");
    thread.setDaemon(true);
  }

  /**
   * Starts one.
   *
   * @param context that the sockets to guard are made with
   * @throws IllegalStateException if the context has one, or JeroMQ cannot work where it is
   */
  public static Authenticator start(ZMQ.Context context) {
    ZMQ.Socket socket = context.socket(SocketType.REP);
    try {
      socket.setLinger(0);
      socket.setReceiveTimeOut(TICK_MILLIS);
      socket.setSendTimeOut(TICK_MILLIS);
      socket.bind(ENDPOINT);
    } catch (ZMQException e) {
      socket.close();
      throw new IllegalStateException(
          "%s cannot be bound (%s): expected a context without an authenticator; share the one it has"
              .formatted(ENDPOINT, e.getMessage()),
          e);
    } catch (ServiceConfigurationError e) {
      socket.close();
      throw new IllegalStateException(
          "JeroMQ does not work as a module, whose descriptor lacks services that it uses: put its jar on the class path",
          e);
    }
    Authenticator authenticator = new Authenticator(context, socket);
    authenticator.thread.start();
    return authenticator;
  }

  /**
   * Makes a socket a server of CURVE that lets in the clients of a list, and nobody else.
   *
   * @param server made with this authenticator's context, and not bound yet
   * @return to be closed after the socket
   * @throws IllegalStateException if this is closed, or what JeroMQ would encrypt with is not sound
   * @throws IllegalArgumentException if the socket is of another context, where this is not asked
   */
  public Guard guard(ZMQ.Socket server, CurveKeys keys, AllowList clients) {
    String domain = "fedbench-" + lastDomain.incrementAndGet();
    Guard guard = new Guard(domain, clients, () -> guards.remove(domain));
    guards.put(domain, guard);
    if (closed) { // looked at after the guard is there: the thread ends only when none is
      guard.close();
      throw new IllegalStateException(
          "a closed authenticator guards nothing: expected one that is open; start another");
    }
    try {
      requireOwnContext(server, domain);
      CurveSecurity.server(server, keys, domain);
    } catch (RuntimeException e) {
      guard.close();
      throw e;
    }
    return guard;
  }

  /** A name inside a process can be bound once in each context. */
  private void requireOwnContext(ZMQ.Socket server, String domain) {
    String name = "inproc://" + domain;
    server.bind(name);
    try (ZMQ.Socket second = context.socket(SocketType.PAIR)) {
      second.bind(name);
      throw new IllegalArgumentException(
          "a socket of another ZeroMQ context, where no client would be asked for: expected one of the context that this authenticator was started for");
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.EADDRINUSE.getCode()) {
        throw e;
      }
    } finally {
      server.unbind(name);
    }
  }

  /** How many questions were denied that no guard was there for. */
  public long strays() {
    return strays.sum();
  }

  /**
   * Denies everybody from now on, and ends the thread, at once if all guards are closed. Waits for
   * that end, and not for guards.
   */
  @Override
  public void close() {
    closed = true;
    if (guards.isEmpty() && Thread.currentThread() != thread) {
      try {
        thread.join(10L * TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    long reloaded = System.nanoTime();
    boolean terminated = false;
    while (!terminated && !(closed && guards.isEmpty())) {
      terminated = !turn();
      if (System.nanoTime() - reloaded > RELOAD_NANOS) {
        guards.values().forEach(guard -> guard.clients().reloadIfChanged());
        reloaded = System.nanoTime();
      }
    }
    free();
  }

  /** At once, for another authenticator: a closed socket is taken down some time later. */
  private void free() {
    try {
      socket.unbind(ENDPOINT);
    } catch (ZMQException e) {
      if (e.getErrorCode() != ZMQ.Error.ETERM.getCode()) {
        throw e;
      }
    } finally {
      socket.close();
    }
  }

  /**
   * One question at most; false when the context ends. After a fault it goes on: a socket that
   * answers nothing keeps clients out, one that is closed lets them in.
   */
  private boolean turn() {
    try {
      List<byte[]> question = receive();
      if (!question.isEmpty()) {
        answer(question);
      }
      return true;
    } catch (ZMQException e) {
      if (e.getErrorCode() == ZMQ.Error.ETERM.getCode()) {
        return false;
      }
      LOG.log(System.Logger.Level.ERROR, "a client's authentication failed", e);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
      return true;
    }
  }

  /** Empty if nobody asked for a tick; no more frames than a question has, and one. */
  private List<byte[]> receive() {
    List<byte[]> frames = new ArrayList<>(ZapRequest.FRAMES);
    byte[] frame = socket.recv();
    while (frame != null) {
      if (frames.size() <= ZapRequest.FRAMES) {
        frames.add(frame);
      }
      frame = socket.hasReceiveMore() ? socket.recv() : null;
    }
    return frames;
  }

  private void answer(List<byte[]> question) {
    boolean allowed = ZapRequest.parse(question).map(this::allows).orElse(false);
    byte[] id = question.size() > 1 ? question.get(1) : new byte[0];
    List<byte[]> answer = ZapRequest.answer(id, allowed);
    for (int i = 0; i < answer.size(); i++) {
      socket.send(answer.get(i), i < answer.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  private boolean allows(ZapRequest request) {
    Guard guard = guards.get(request.domain());
    if (guard == null) {
      strays.increment();
      return false;
    }
    if (closed) {
      guard.deny();
      return false;
    }
    return guard.admits(request.client());
  }
}
