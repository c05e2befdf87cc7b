package dev.fedbench.zmq;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.WireCounter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.SocketBase;

/**
 * A client's connection to its server: greets, tells calls and subscriptions when it is there and
 * when not, and hands them what comes. The loop's, all of it.
 *
 * <p>The library can connect again by itself, but a connection that is made just when the library's
 * thread has something else to do may never come to life (its poller takes a cancelled key for a
 * registered one), nor does what was written to it before. So each attempt has a socket of its own,
 * and nothing is sent before it has come to life; one that does not is given up soon. Each time we
 * greet, and the server says whether it knows our session. Where nobody listens all ends; the next
 * call tries afresh, with another session.
 */
final class Link implements Duty, Outlet {

  /** So many messages at a time, then the pieces that came of them. */
  private static final int BATCH = 64;

  /** How long the first attempt has; each has twice the time of the one before. */
  private static final long FIRST_ATTEMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int MOST_DOUBLINGS = 5;

  /** After a connection broke while it was made: whoever broke it would break the next at once. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private enum State {
    APART,
    TRYING,
    UP
  }

  private final Loop loop;
  private final Engine engine;
  private final Sockets sockets;
  private final URI endpoint;
  private final ClientOptions options;
  private final SecureRandom random;
  private final CallRoom calls;
  private final SubscriptionRoom subscriptions;

  private SocketBase base;
  private ZMQ.Socket socket;

  /** Which socket it is, counted, and whether it was connected. */
  private int generation;

  private boolean used;

  private State state = State.APART;
  private SessionId session;
  private Optional<SessionId> instance = Optional.empty();
  private long tryUntilNanos;
  private long attemptUntilNanos;
  private int attempts;
  private boolean closed;

  Link(
      Loop loop,
      Engine engine,
      Sockets sockets,
      URI endpoint,
      ClientOptions options,
      SecureRandom random,
      WireCounter counter) {
    this.loop = loop;
    this.engine = engine;
    this.sockets = sockets;
    this.endpoint = endpoint;
    this.options = options;
    this.random = random;
    this.calls = new CallRoom(loop, this, counter, sockets.limits());
    this.subscriptions = new SubscriptionRoom(loop, this, counter);
    session = SessionId.random(random);
  }

  CallRoom calls() {
    return calls;
  }

  SubscriptionRoom subscriptions() {
    return subscriptions;
  }

  /** Makes the first socket, and the loop go. */
  void begin() {
    makeSocket();
    loop.start(base, this);
  }

  private void makeSocket() {
    socket = engine.context().socket(SocketType.DEALER);
    base = socket.base();
    sockets.prepareClient(socket, options.maxResponseBytes());
    generation++;
  }

  void start(ClientCall call) {
    if (closed) {
      call.fail(loop, closedException());
    } else {
      calls.start(call);
      connect();
    }
  }

  void start(ZmqSubscription subscription) {
    if (!closed) {
      subscriptions.start(subscription);
      connect();
    }
  }

  private void connect() {
    if (state == State.APART) {
      tryAgain();
    }
  }

  /** There is no connection, or none any more: from now on we try to make one. */
  private void tryAgain() {
    state = State.TRYING;
    attempts = 0;
    tryUntilNanos = System.nanoTime() + CallRoom.nanos(options.connectTimeout());
    calls.down();
    subscriptions.down();
    attempt();
  }

  private void attempt() {
    attemptUntilNanos =
        System.nanoTime() + (FIRST_ATTEMPT_NANOS << Math.min(attempts++, MOST_DOUBLINGS));
    if (used) {
      makeSocket();
      loop.replace(base);
    }
    used = true;
    int here = generation;
    base.setEventHook(
        event -> loop.execute(() -> happened(event.event, here)),
        zmq.ZMQ.ZMQ_EVENT_CLOSED
            | zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL
            | zmq.ZMQ.ZMQ_EVENT_DISCONNECTED);
    try {
      socket.connect(Sockets.tcp(endpoint));
    } catch (RuntimeException e) {
      // The library's exception for an address that it cannot resolve, among others.
      lose(Reason.UNAVAILABLE, "cannot connect: " + e.getMessage());
    }
  }

  /** What the library tells of the socket of that generation. */
  private void happened(int event, int where) {
    if (where != generation || state != State.TRYING || closed) {
      return;
    }
    switch (event) {
      // The peer speaks ZeroMQ.
      case zmq.ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL ->
          send(Frames.hello(new Frames.Hello(options.maxResponseBytes(), session, options.name())));
      case zmq.ZMQ.ZMQ_EVENT_DISCONNECTED -> attemptUntilNanos = System.nanoTime() + PAUSE_NANOS;
      // What is closed is an attempt to connect: a connection that stands is another matter.
      default ->
          lose(Reason.UNAVAILABLE, "nobody listens there; start the server, or check the address");
    }
  }

  /** All that is under way ends, and the next call begins afresh. */
  private void lose(Reason reason, String why) {
    state = State.APART;
    instance = Optional.empty();
    session = SessionId.random(random);
    calls.down();
    subscriptions.down();
    makeSocket();
    used = false;
    loop.replace(base);
    calls.failAll(reason, why);
    subscriptions.loseAll(new RpcException(reason, "%s: %s".formatted(endpoint, why)));
  }

  @Override
  public boolean receive() {
    int received = 0;
    while (received < BATCH) {
      Optional<Wire.Message> message = Wire.receive(base);
      if (message.isEmpty()) {
        break;
      }
      received++;
      take(message.get());
    }
    return received > 0;
  }

  private void take(Wire.Message message) {
    boolean understood =
        switch (message.kind()) {
          case Kind.WELCOME -> welcome(Frames.readWelcome(message.head()));
          case Kind.WHO -> who();
          case Kind.GONE -> gone();
          case Kind.CLOSED -> ends("the server is closed");
          case Kind.REFUSED -> ends("refused: " + Frames.readRefused(message.head()));
          case Kind.PUBLICATION -> published(message);
          case Kind.ENDED ->
              Frames.readEnded(message.head())
                  .map(
                      ended -> {
                        subscriptions.ended(ended);
                        return true;
                      })
                  .orElse(false);
          default -> Kind.isAnswer(message.kind()) && answered(message);
        };
    if (!understood && state != State.APART) {
      lose(
          Reason.PROTOCOL,
          "a message that is none of this protocol's (kind %d, %d bytes)"
              .formatted(message.kind(), message.head().remaining()));
    }
  }

  private boolean welcome(Optional<Frames.Welcome> read) {
    if (read.isEmpty() || state != State.TRYING) {
      return read.isPresent();
    }
    Frames.Welcome welcome = read.get();
    if (instance.isPresent() && !instance.get().equals(welcome.instance())) {
      String why = "another server has taken the place of the one that was called";
      calls.failSent(Reason.UNAVAILABLE, why);
      subscriptions.loseAll(new RpcException(Reason.UNAVAILABLE, endpoint + ": " + why));
    } else if (instance.isPresent() && !welcome.resumed()) {
      calls.failSent(
          Reason.UNAVAILABLE, "the connection was broken for too long; it may have been served");
    }
    instance = Optional.of(welcome.instance());
    state = State.UP;
    calls.up(welcome.window(), welcome.maxRequestBytes());
    subscriptions.up();
    return true;
  }

  /** The server does not know us any more. */
  private boolean who() {
    if (state == State.UP) {
      tryAgain();
    }
    return true;
  }

  /** The connection broke. */
  private boolean gone() {
    if (state == State.UP) {
      tryAgain();
    }
    return true;
  }

  private boolean ends(String why) {
    if (state != State.APART) {
      lose(Reason.UNAVAILABLE, why);
    }
    return true;
  }

  private boolean answered(Wire.Message message) {
    Optional<Frames.Answer> answer = Frames.readAnswer(message.head(), message.next());
    answer.ifPresent(calls::answered);
    return answer.isPresent();
  }

  private boolean published(Wire.Message message) {
    return Frames.readPublication(message.head(), message.next())
        .map(subscriptions::published)
        .orElse(false);
  }

  @Override
  public long tick(long nowNanos) {
    long due = calls.tick(nowNanos);
    if (state != State.TRYING) {
      return due;
    }
    if (nowNanos - tryUntilNanos >= 0) {
      lose(
          Reason.UNAVAILABLE,
          "no greeting within %s; is it a fedbench server, and with these keys?"
              .formatted(options.connectTimeout()));
      return due;
    }
    if (nowNanos - attemptUntilNanos >= 0) {
      attempt();
    }
    return earlier(due, earlier(tryUntilNanos, attemptUntilNanos));
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  /** Fails what is under way, tells the server, and lets the loop end. */
  void shut() {
    if (closed) {
      return;
    }
    closed = true;
    RpcException cause = closedException();
    calls.down();
    subscriptions.down();
    calls.failAll(Reason.CLOSED, cause.getMessage());
    subscriptions.silence();
    if (state != State.APART) {
      send(new byte[] {Kind.BYE});
    }
  }

  @Override
  public boolean over() {
    return closed;
  }

  @Override
  public void end() {}

  @Override
  public void send(byte[] message) {
    // Not taken: there is no connection any more, and its successor starts all over.
    Wire.send(base, message);
  }

  @Override
  public void send(ByteBuffer head, ByteBuffer body) {
    Wire.send(base, head, body);
  }

  @Override
  public Object peer() {
    return endpoint;
  }

  RpcException closedException() {
    return new RpcException(
        Reason.CLOSED, "client '%s' of %s is closed".formatted(options.name(), endpoint));
  }
}
