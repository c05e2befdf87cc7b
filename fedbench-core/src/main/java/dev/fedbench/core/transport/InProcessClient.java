package dev.fedbench.core.transport;

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
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The calling end. Has no thread; there may be very many, so it is small. */
final class InProcessClient implements RpcClient {

  private final InProcessServer server;
  private final ClientOptions options;
  private final WireCounter counter = new WireCounter();
  private final Set<InProcessCall> calls = ConcurrentHashMap.newKeySet();
  private final Set<InProcessSubscription> subscriptions = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  InProcessClient(InProcessServer server, ClientOptions options) {
    this.server = server;
    this.options = options;
  }

  @Override
  public CompletableFuture<RpcResponse> call(RpcRequest request, Duration timeout) {
    long bytes = request.body().remaining();
    if (bytes > server.options().maxRequestBytes()) {
      return CompletableFuture.failedFuture(
          new RpcException(
              Reason.TOO_LARGE,
              "request of %d bytes; the server takes at most %d"
                  .formatted(bytes, server.options().maxRequestBytes())));
    }
    InProcessCall call = new InProcessCall(this, server, request.method());
    // First in the set, then the look at the flags: close() sets a flag first, then reads the set.
    calls.add(call);
    if (closed) {
      call.refuse(closedException());
    } else if (server.closed()) {
      call.refuse(server.unavailable());
    } else {
      call.run(request, timeout);
    }
    return call.reply();
  }

  @Override
  public Subscription subscribe(String topic, TopicListener listener) {
    InProcessSubscription subscription = new InProcessSubscription(this, server, topic, listener);
    server.topics().watch(topic, subscription);
    subscriptions.add(subscription);
    if (closed) {
      subscription.close();
      throw new IllegalStateException(closedException().getMessage());
    }
    if (server.closed()) {
      subscription.lose(server.unavailable());
    }
    return subscription;
  }

  @Override
  public WireStats stats() {
    return counter.stats(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    closed = true;
    subscriptions.forEach(InProcessSubscription::close);
    calls.forEach(call -> call.giveUp(closedException()));
    server.disconnected(this);
  }

  /** The server goes: whatever is still under way ends. */
  void lose(RpcException cause) {
    subscriptions.forEach(subscription -> subscription.lose(cause));
    calls.forEach(call -> call.breakOff(cause));
  }

  ClientOptions options() {
    return options;
  }

  Stream<CompletableFuture<RpcResponse>> underWay() {
    return calls.stream().map(InProcessCall::reply);
  }

  void ended(InProcessCall call) {
    calls.remove(call);
  }

  void ended(InProcessSubscription subscription) {
    subscriptions.remove(subscription);
  }

  /** One message from here to the server. */
  void countSent(MessageKind kind, String name, String orderKey, int bodyBytes) {
    counter.count(Direction.SENT, kind, name, orderKey, bodyBytes);
    server.counter().count(Direction.RECEIVED, kind, name, orderKey, bodyBytes);
  }

  /** One message from the server to here. */
  void countReceived(MessageKind kind, String name, int bodyBytes) {
    server.counter().count(Direction.SENT, kind, name, "", bodyBytes);
    counter.count(Direction.RECEIVED, kind, name, "", bodyBytes);
  }

  private RpcException closedException() {
    return new RpcException(
        Reason.CLOSED, "client '%s' of %s is closed".formatted(options.name(), server.endpoint()));
  }
}
