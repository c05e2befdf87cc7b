package dev.fedbench.core.transport.http;

import dev.fedbench.rpc.ClientOptions;
import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcClient;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.RpcRequest;
import dev.fedbench.rpc.RpcResponse;
import dev.fedbench.rpc.Subscription;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireCounter;
import dev.fedbench.rpc.WireStats;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.eclipse.jetty.http.HttpFields;

/**
 * The calling end: a lane for calls, one for cancels that find no free connection, and one for each
 * subscription.
 */
final class HttpRpcClient implements RpcClient {

  private static final System.Logger LOG = System.getLogger(HttpRpcClient.class.getName());

  /** How long close() lets the server answer the cancels. */
  private static final long CLOSE_NANOS = Duration.ofSeconds(1).toNanos();

  /** How much of a server's explanation is passed on. */
  private static final int MAX_EXPLANATION = 200;

  private final SharedCore shared;
  private final ClientCore core;
  private final URI endpoint;
  private final ClientOptions options;
  private final String idPrefix;
  private final AtomicLong lastId = new AtomicLong();
  private final WireCounter counter = new WireCounter();
  private final Lane calls;
  private final Lane cancels;
  private final Set<ClientCall> underWay = ConcurrentHashMap.newKeySet();
  private final Set<HttpSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final LongAdder endedSent = new LongAdder();
  private final LongAdder endedReceived = new LongAdder();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param core of the shared, acquired for this client
   * @param idPrefix random, so that nobody can guess the ids of calls
   */
  HttpRpcClient(
      SharedCore shared, ClientCore core, URI endpoint, ClientOptions options, String idPrefix) {
    this.shared = shared;
    this.core = core;
    this.endpoint = endpoint;
    this.options = options;
    this.idPrefix = idPrefix;
    this.calls = lane(options.maxConnections());
    this.cancels = lane(1);
  }

  private Lane lane(int connections) {
    return new Lane(core, endpoint, connections, options.connectTimeout());
  }

  @Override
  public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
    ClientCall call = new ClientCall(this, newId(), request);
    // First in the set, then the look at the flag: close() sets the flag first.
    underWay.add(call);
    if (closed.get()) {
      call.failed(closedException());
    } else {
      call.start(calls, timeout, options.maxResponseBytes());
    }
    return call.reply();
  }

  @Override
  public Subscription subscribe(String topic, TopicListener listener) {
    if (!RpcRequest.isMethod(topic)) {
      throw new IllegalArgumentException(
          "topic '%s': expected %s".formatted(topic, RpcRequest.METHOD_FORM));
    }
    HttpSubscription subscription = new HttpSubscription(this, lane(1), topic, listener);
    subscriptions.add(subscription);
    if (closed.get()) {
      subscription.close();
      throw new IllegalStateException(closedException().getMessage());
    }
    subscription.poll();
    return subscription;
  }

  @Override
  public WireStats stats() {
    return counter.stats(
        OptionalLong.of(endedSent.sum() + sum(Lane::bytesSent)),
        OptionalLong.of(endedReceived.sum() + sum(Lane::bytesReceived)));
  }

  private long sum(ToLongFunction<Lane> bytes) {
    return bytes.applyAsLong(calls)
        + bytes.applyAsLong(cancels)
        + subscriptions.stream().map(HttpSubscription::lane).mapToLong(bytes).sum();
  }

  /**
   * Gives up what is under way, and tells the server so: it does not notice that a client leaves
   * while it works for it.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    underWay.forEach(call -> call.giveUp(closedException()));
    subscriptions.forEach(HttpSubscription::close);
    long endNanos = System.nanoTime() + CLOSE_NANOS;
    subscriptions.forEach(subscription -> subscription.lane().awaitQuiet(endNanos));
    cancels.awaitQuiet(endNanos);
    calls.awaitQuiet(endNanos);
    subscriptions.forEach(this::ended);
    cancels.close();
    calls.close();
    shared.release();
  }

  /** Tells the server that the answer is of no interest any more. */
  void sendCancel(String id, Optional<String> method) {
    Message message = Message.cancel(id, method);
    Trip.Outcome outcome = new CancelOutcome(method);
    if (!calls.sendNow(message, options.maxResponseBytes(), outcome)) {
      cancels.send(message, options.maxResponseBytes(), outcome);
    }
  }

  private final class CancelOutcome implements Trip.Outcome {

    private final Optional<String> method;

    CancelOutcome(Optional<String> method) {
      this.method = method;
    }

    @Override
    public void answered(int status, HttpFields headers, ByteBuffer body) {
      if (status == Protocol.NOTHING) {
        method.ifPresent(name -> count(Direction.SENT, MessageKind.CANCEL, name, "", 0));
      }
    }

    @Override
    public void failed(RpcException cause) {
      LOG.log(System.Logger.Level.DEBUG, "a cancel did not arrive", cause);
    }
  }

  /** Why a peer did not do what was asked. */
  RpcException refusal(String what, int status, ByteBuffer body) {
    Reason reason =
        switch (status) {
          case Protocol.CANCELLED -> Reason.TIMEOUT;
          case Protocol.REQUEST_TOO_LARGE, Protocol.RESPONSE_TOO_LARGE -> Reason.TOO_LARGE;
          case Protocol.CLOSING -> Reason.UNAVAILABLE;
          default -> Reason.PROTOCOL;
        };
    String text = StandardCharsets.UTF_8.decode(body).toString().replaceAll("\\p{Cntrl}+", " ");
    return new RpcException(
        reason,
        "%s: %s answered with status %d: %s"
            .formatted(
                what,
                endpoint,
                status,
                text.substring(0, Math.min(text.length(), MAX_EXPLANATION))));
  }

  String newId() {
    return idPrefix + Long.toString(lastId.incrementAndGet(), Character.MAX_RADIX);
  }

  URI endpoint() {
    return endpoint;
  }

  int maxResponseBytes() {
    return options.maxResponseBytes();
  }

  /** Runs a task that may take some time, after the delay. */
  Future<?> schedule(Runnable task, long delayNanos) {
    return core.schedule(task, delayNanos);
  }

  /** Runs a task now, on another thread. */
  void execute(Runnable task) {
    core.execute(task);
  }

  void deliver(Runnable task) {
    core.deliveries().execute(task);
  }

  void count(Direction direction, MessageKind kind, String name, String orderKey, int bytes) {
    counter.count(direction, kind, name, orderKey, bytes);
  }

  /** Whether the trip had not begun. */
  boolean withdraw(Trip trip) {
    return calls.withdraw(trip);
  }

  void ended(ClientCall call) {
    underWay.remove(call);
  }

  void ended(HttpSubscription subscription) {
    subscription.lane().close();
    if (subscriptions.remove(subscription)) {
      endedSent.add(subscription.lane().bytesSent());
      endedReceived.add(subscription.lane().bytesReceived());
    }
  }

  private RpcException closedException() {
    return new RpcException(
        Reason.CLOSED, "client '%s' of %s is closed".formatted(options.name(), endpoint));
  }
}
