package dev.fedbench.zmq;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.WireCounter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A client's connection to its server: greets, tells calls and subscriptions when it is there and
 * when not, and hands them what comes. The loop's, all of it.
 *
 * <p>When a connection breaks there is a new one. Each time we greet, and the server says whether
 * it knows our session. Where nobody listens all ends; the next call tries afresh, with another
 * session.
 */
final class Link implements Duty, Outlet, Dialer.Listener {

  /** So many messages at a time, then the pieces that came of them. */
  private static final int BATCH = 64;

  private enum State {
    APART,
    TRYING,
    UP
  }

  private final Loop loop;
  private final Dialer dialer;
  private final URI endpoint;
  private final ClientOptions options;
  private final SecureRandom random;
  private final CallRoom calls;
  private final SubscriptionRoom subscriptions;

  private State state = State.APART;
  private SessionId session;
  private short greetings;
  private Optional<SessionId> instance = Optional.empty();
  private long tryUntilNanos;
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
    this.dialer =
        new Dialer(
            loop,
            engine,
            socket -> sockets.prepareClient(socket, options.maxResponseBytes()),
            endpoint);
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

  /** Makes the loop go. */
  void begin() {
    loop.start(dialer.rest(), this);
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
    tryUntilNanos = System.nanoTime() + CallRoom.nanos(options.connectTimeout());
    calls.down();
    subscriptions.down();
    try {
      dialer.dial(this);
    } catch (RuntimeException e) {
      // The library's exception for an address that it cannot resolve, among others.
      lose(Reason.UNAVAILABLE, "cannot connect: " + e.getMessage());
    }
  }

  @Override
  public void connected() {
    send(
        Frames.hello(
            new Frames.Hello(++greetings, options.maxResponseBytes(), session, options.name())));
  }

  @Override
  public void refused() {
    lose(Reason.UNAVAILABLE, "nobody listens there; start the server, or check the address");
  }

  /** All that is under way ends, and the next call begins afresh. */
  private void lose(Reason reason, String why) {
    state = State.APART;
    instance = Optional.empty();
    session = SessionId.random(random);
    calls.down();
    subscriptions.down();
    dialer.hangUp();
    calls.failAll(reason, why);
    subscriptions.loseAll(new RpcException(reason, "%s: %s".formatted(endpoint, why)));
  }

  @Override
  public boolean receive() {
    int received = 0;
    while (received < BATCH) {
      Optional<Wire.Message> message = Wire.receive(dialer.current());
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
    dialer.done();
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
    return earlier(due, earlier(tryUntilNanos, dialer.tick(nowNanos, this)));
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
  public void end() {
    dialer.close();
  }

  @Override
  public void send(byte[] message) {
    // Not taken: there is no connection any more, and its successor starts all over.
    Wire.send(dialer.current(), message);
  }

  @Override
  public void send(ByteBuffer head, ByteBuffer body) {
    Wire.send(dialer.current(), head, body);
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
