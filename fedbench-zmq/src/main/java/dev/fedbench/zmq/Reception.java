package dev.fedbench.zmq;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcHandler;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.ServerOptions;
import dev.fedbench.rpc.WireCounter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import zmq.Msg;
import zmq.SocketBase;
import zmq.ZMQ;

/** What a server does with what arrives. The loop's, but where it says otherwise. */
final class Reception implements Duty, Delivery {

  /** So many messages at a time, then the handlers of those calls. */
  private static final int BATCH = 64;

  private static final long FOREVER_NANOS = Long.MAX_VALUE / 2;

  /** The client's own timeout comes first; this one is for clients that are gone. */
  private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0);

  private final Loop loop;
  private final SocketBase socket;
  private final AutoCloseable authenticator;
  private final RpcHandler handler;
  private final ServerOptions options;
  private final ZmqLimits limits;
  private final SessionId instance;
  private final WireCounter counter;
  private final Sessions sessions;
  private final AnswerMemory memory;
  private final Audience audience;
  private final Names names = new Names();
  private final LongAdder refused = new LongAdder();
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();
  private int underWay;
  private boolean closing;
  private boolean closed;

  /** No call's deadline is before. */
  private long dueNanos = System.nanoTime() + FOREVER_NANOS;

  Reception(
      Loop loop,
      SocketBase socket,
      AutoCloseable authenticator,
      RpcHandler handler,
      ServerOptions options,
      ZmqLimits limits,
      SessionId instance,
      WireCounter counter,
      Topics topics) {
    this.loop = loop;
    this.socket = socket;
    this.authenticator = authenticator;
    this.handler = handler;
    this.options = options;
    this.limits = limits;
    this.instance = instance;
    this.counter = counter;
    sessions = new Sessions(options.maxConnections());
    memory = new AnswerMemory(limits.answerBytes());
    audience = new Audience(topics, this, counter, limits.subscriptions());
  }

  RpcHandler handler() {
    return handler;
  }

  Audience audience() {
    return audience;
  }

  /** How many messages were none of the protocol's, or came from nobody known. Any thread. */
  long refused() {
    return refused.sum();
  }

  int sessions() {
    return sessions.size();
  }

  @Override
  public boolean receive() {
    int received = 0;
    while (received < BATCH) {
      Msg identity = socket.recv(ZMQ.ZMQ_DONTWAIT);
      if (identity == null) {
        break;
      }
      received++;
      Optional<Wire.Message> message = identity.hasMore() ? Wire.receive(socket) : Optional.empty();
      Optional<Route> route = Route.of(identity);
      if (message.isEmpty() || route.isEmpty() || !take(route.get(), message.get())) {
        refused.increment();
      }
    }
    return received > 0;
  }

  /** False if that is no message, or from nobody. */
  private boolean take(Route route, Wire.Message message) {
    if (message.kind() == Kind.HELLO) {
      return hello(route, message);
    }
    Optional<Session> known = sessions.at(route);
    if (known.isEmpty()) {
      if (message.kind() != Kind.GONE) {
        send(route, new byte[] {Kind.WHO});
      }
      return message.kind() == Kind.GONE;
    }
    Session session = known.get();
    ByteBuffer head = message.head();
    return switch (message.kind()) {
      case Kind.CALL ->
          done(Frames.readCall(head, message.next(), names), call -> call(session, call));
      case Kind.CANCEL -> done(Frames.readCancel(head, names), cancel -> cancel(session, cancel));
      case Kind.SUBSCRIBE ->
          done(Frames.readSubscribe(head, names), wanted -> audience.subscribe(session, wanted));
      case Kind.UNSUBSCRIBE -> about(head, id -> audience.unsubscribe(session, id));
      case Kind.CREDIT -> about(head, id -> audience.credit(session, id));
      case Kind.BYE -> leave(session);
      case Kind.GONE -> gone(session);
      default -> false;
    };
  }

  private static <T> boolean done(Optional<T> read, Consumer<T> action) {
    read.ifPresent(action);
    return read.isPresent();
  }

  private static boolean about(ByteBuffer head, IntConsumer action) {
    OptionalInt read = Frames.readAbout(head);
    read.ifPresent(action);
    return read.isPresent();
  }

  private boolean hello(Route route, Wire.Message message) {
    Optional<Frames.Hello> read = Frames.readHello(message.head());
    if (read.isEmpty()) {
      send(route, Frames.refused("this server speaks version " + Frames.VERSION));
      return false;
    }
    Frames.Hello hello = read.get();
    Optional<Session> known = sessions.find(hello.session());
    // One session for a connection: nobody fills the server with a single one.
    sessions.at(route).filter(other -> !other.id.equals(hello.session())).ifPresent(this::end);
    if (known.isPresent() && (short) (hello.greeting() - known.get().greeting) < 0) {
      // Of a connection that the client has given up: the next was faster.
      return true;
    }
    if (closing) {
      send(route, Frames.refused("the server is closing"));
      return true;
    }
    if (known.isEmpty()) {
      sessions.toMakeRoom().ifPresent(this::end);
      if (sessions.full()) {
        send(
            route,
            Frames.refused(
                "the server has %d clients already".formatted(options.maxConnections())));
        return true;
      }
    }
    Session session =
        known.orElseGet(
            () -> new Session(hello.session(), hello.maxResponseBytes(), peer(message, hello)));
    session.greeting = hello.greeting();
    audience.leave(session);
    sessions.attach(session, route);
    session.connected();
    send(
        session,
        Frames.welcome(
            new Frames.Welcome(
                known.isPresent(), options.maxRequestBytes(), limits.window(), instance)));
    return true;
  }

  private static String peer(Wire.Message message, Frames.Hello hello) {
    Optional<String> address =
        Optional.ofNullable(message.first().getMetadata())
            .map(metadata -> metadata.get(zmq.io.Metadata.PEER_ADDRESS))
            // Without the port: a name for a limit, not for a connection.
            .map(text -> text.replaceAll(":\\d+$", ""));
    return address.orElse(hello.name());
  }

  private void call(Session session, Frames.Call call) {
    if (!call.again()) {
      session.acknowledged(call.ack(), memory);
    } else {
      Optional<Frames.Answer> answer = session.again(call.id());
      if (answer.isPresent()) {
        send(session, Frames.answer(answer.get()), answer.get().body());
        return;
      }
      if (session.running.containsKey(call.id())) {
        return;
      }
    }
    counter.count(
        Direction.RECEIVED,
        MessageKind.FUNCTION,
        call.method(),
        call.orderKey(),
        call.body().remaining());
    if (session.running.size() >= limits.window() || session.running.containsKey(call.id())) {
      // Our clients do not do that.
      refused.increment();
      return;
    }
    if (closing || call.body().remaining() > options.maxRequestBytes()) {
      answer(session, call.id(), closing ? Kind.CLOSING : Kind.TOO_LARGE, NO_BODY);
      return;
    }
    long deadline =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(Math.max(0, call.timeoutMillis()))
            + SLACK_NANOS;
    if (deadline - dueNanos < 0) {
      dueNanos = deadline;
    }
    ServedCall served = new ServedCall(this, session, call, deadline);
    session.running.put(call.id(), served);
    underWay++;
    loop.later(served);
  }

  /** The handler has answered. Any thread, not in the loop's turn. */
  void answer(ServedCall call, RpcResponse response) {
    loop.execute(() -> answerNow(call, response));
  }

  /** The handler has answered. */
  void answerNow(ServedCall call, RpcResponse response) {
    if (!call.settle()) {
      return;
    }
    Session session = call.session;
    int bytes = response.body().remaining();
    if (bytes > session.maxResponseBytes) {
      ended(call, Kind.TOO_LARGE, NO_BODY);
    } else {
      counter.count(Direction.SENT, response.kind(), call.method, "", bytes);
      // A buffer of our own: the response may be given to many.
      ended(call, Kind.of(response.kind()), response.body().slice());
    }
  }

  private void ended(ServedCall call, byte kind, ByteBuffer body) {
    // A session that is over has no calls; this one may have ended with it.
    if (call.session.running.remove(call.id, call)) {
      underWay--;
      answer(call.session, call.id, kind, body);
      happen(call.over);
      settleQuiet();
    }
  }

  private void answer(Session session, long id, byte kind, ByteBuffer body) {
    int number = session.keep(id, kind, body, limits.window(), memory);
    send(session, Frames.answer(new Frames.Answer(kind, number, id, body)), body);
  }

  private void cancel(Session session, Frames.Cancel cancel) {
    ServedCall call = session.running.get(cancel.id());
    boolean first = call != null && !call.cancelled();
    if (first || !cancel.again()) {
      counter.count(Direction.RECEIVED, MessageKind.CANCEL, cancel.method(), "", 0);
    }
    if (first) {
      giveUp(call);
    }
  }

  private void giveUp(ServedCall call) {
    if (cancel(call)) {
      counter.count(Direction.SENT, MessageKind.CANCELLED, call.method, "", 0);
      ended(call, Kind.CANCELLED, NO_BODY);
    }
  }

  private boolean cancel(ServedCall call) {
    boolean first = call.cancel();
    if (first) {
      happen(call.givenUp);
    }
    return first;
  }

  private void happen(Signal signal) {
    if (signal.happen()) {
      loop.later(signal::tell);
    }
  }

  /** The client says goodbye. */
  private boolean leave(Session session) {
    end(session);
    return true;
  }

  /** The connection broke; the client may come back. */
  private boolean gone(Session session) {
    audience.leave(session);
    sessions.detach(session, System.nanoTime());
    return true;
  }

  /** The session is over, and its calls with it. */
  private void end(Session session) {
    audience.leave(session);
    sessions.remove(session);
    session.forget(memory);
    for (ServedCall call : session.running.values()) {
      cancel(call);
      happen(call.over);
    }
    underWay -= session.running.size();
    session.running.clear();
    settleQuiet();
  }

  @Override
  public long tick(long nowNanos) {
    long idle = CallRoom.nanos(options.idleTimeout());
    sessions.apartSince(nowNanos - idle).forEach(this::end);
    if (nowNanos - dueNanos >= 0) {
      expire(nowNanos);
    }
    long forget = sessions.longestApart().map(since -> since + idle).orElse(dueNanos);
    return forget - dueNanos < 0 ? forget : dueNanos;
  }

  private void expire(long nowNanos) {
    dueNanos = nowNanos + FOREVER_NANOS;
    for (Session session : sessions.all()) {
      for (ServedCall call : List.copyOf(session.running.values())) {
        if (nowNanos - call.deadlineNanos >= 0) {
          giveUp(call);
        } else if (call.deadlineNanos - dueNanos < 0) {
          dueNanos = call.deadlineNanos;
        }
      }
    }
  }

  /** No new calls from now on. Completed when none is under way. */
  void close() {
    closing = true;
    settleQuiet();
  }

  CompletableFuture<Void> quiet() {
    return quiet;
  }

  private void settleQuiet() {
    if (closing && underWay == 0) {
      quiet.complete(null);
    }
  }

  /** Ends what is under way, and lets the loop end. */
  void shut() {
    closing = true;
    for (Session session : sessions.all()) {
      for (ServedCall call : List.copyOf(session.running.values())) {
        if (cancel(call)) {
          ended(call, Kind.CLOSING, NO_BODY);
        }
      }
      send(session, new byte[] {Kind.CLOSED});
    }
    closed = true;
  }

  @Override
  public boolean over() {
    return closed;
  }

  @Override
  public void end() {
    socket.close();
    try {
      authenticator.close();
    } catch (Exception e) {
      throw new IllegalStateException("the authenticator does not close", e);
    }
  }

  private void send(Route route, byte[] message) {
    if (socket.send(route.frame(), ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE)) {
      Wire.send(socket, message);
    }
  }

  @Override
  public void send(Session session, byte[] message) {
    session.route.ifPresent(route -> send(route, message));
  }

  @Override
  public void send(Session session, ByteBuffer head, ByteBuffer body) {
    if (session.route.isPresent()
        && socket.send(session.route.get().frame(), ZMQ.ZMQ_DONTWAIT | ZMQ.ZMQ_SNDMORE)) {
      Wire.send(socket, head, body);
    }
  }
}
