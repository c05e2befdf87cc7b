package dev.fedbench.zmq;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.RpcException;
import dev.fedbench.rpc.RpcException.Reason;
import dev.fedbench.rpc.TopicListener;
import dev.fedbench.rpc.WireCounter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's subscriptions. All but {@link #make} and {@link #close} is the loop's. */
final class SubscriptionRoom {

  private final Loop loop;
  private final Outlet outlet;
  private final WireCounter counter;
  private final AtomicInteger lastId = new AtomicInteger();

  /** Those that the server may have something to say about. */
  private final Map<Integer, ZmqSubscription> known = new HashMap<>();

  private boolean up;

  SubscriptionRoom(Loop loop, Outlet outlet, WireCounter counter) {
    this.loop = loop;
    this.outlet = outlet;
    this.counter = counter;
  }

  /** A new subscription, which is not in here yet. */
  ZmqSubscription make(String topic, TopicListener listener) {
    return new ZmqSubscription(this, lastId.incrementAndGet(), topic, listener);
  }

  void start(ZmqSubscription subscription) {
    known.put(subscription.id, subscription);
    if (up) {
      ask(subscription);
    }
  }

  private void ask(ZmqSubscription subscription) {
    subscription.asked = true;
    outlet.send(
        Frames.subscribe(
            new Frames.Subscribe(subscription.id, subscription.last(), subscription.topic)));
  }

  /** The connection is there; the server knows of no subscription. */
  void up() {
    up = true;
    known.values().removeIf(ZmqSubscription::closed);
    known.values().forEach(each -> each.asked = false);
    // A listener that is in its last version hears no other: it is asked for when that is over.
    known.values().stream().filter(each -> !each.isHearing()).forEach(this::ask);
  }

  void down() {
    up = false;
  }

  /** False if that cannot be. */
  boolean published(Frames.Publication publication) {
    ZmqSubscription subscription = known.get(publication.subscription());
    if (subscription == null) {
      return false;
    }
    counter.count(
        Direction.RECEIVED,
        MessageKind.PUBLICATION,
        subscription.topic,
        "",
        publication.body().remaining());
    return subscription.closed()
        || subscription.published(loop, publication.version(), publication.body());
  }

  /** The server says that it is over. */
  void ended(Frames.Ended ended) {
    ZmqSubscription subscription = known.remove(ended.subscription());
    if (subscription != null && !subscription.closed()) {
      Reason reason = ended.tooLarge() ? Reason.TOO_LARGE : Reason.UNAVAILABLE;
      subscription.lose(loop, new RpcException(reason, subscription.topic + ": " + ended.text()));
    }
  }

  /** A listener has heard what there was: the server may send the next version. */
  void heard(ZmqSubscription subscription) {
    if (!up || subscription.closed()) {
      return;
    }
    if (subscription.asked) {
      outlet.send(Frames.about(Kind.CREDIT, subscription.id));
    } else {
      ask(subscription);
    }
  }

  Loop loop() {
    return loop;
  }

  /** Any thread, not in the loop's turn. */
  void close(ZmqSubscription subscription) {
    loop.execute(
        () -> {
          if (up && known.containsKey(subscription.id)) {
            outlet.send(Frames.about(Kind.UNSUBSCRIBE, subscription.id));
          } else {
            known.remove(subscription.id);
          }
        });
  }

  void loseAll(RpcException cause) {
    List<ZmqSubscription> lost = List.copyOf(known.values());
    known.clear();
    for (ZmqSubscription subscription : lost) {
      if (!subscription.closed()) {
        subscription.lose(loop, cause);
      }
    }
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  void silence() {
    known.values().forEach(ZmqSubscription::silence);
    known.clear();
  }
}
