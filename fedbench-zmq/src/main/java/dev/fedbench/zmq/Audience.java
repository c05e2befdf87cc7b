package dev.fedbench.zmq;

import dev.fedbench.rpc.Direction;
import dev.fedbench.rpc.MessageKind;
import dev.fedbench.rpc.WireCounter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A server's subscribers. Each is sent one version, and the next, the last by then, when it says
 * that it has heard that one. The loop's.
 */
final class Audience {

  private final Topics topics;
  private final Delivery delivery;
  private final WireCounter counter;
  private final int most;
  private final Map<String, Set<Subscriber>> byTopic = new HashMap<>();

  /**
   * Serves topics.
   *
   * @param most so many subscriptions a session may have
   */
  Audience(Topics topics, Delivery delivery, WireCounter counter, int most) {
    this.topics = topics;
    this.delivery = delivery;
    this.counter = counter;
    this.most = most;
  }

  void subscribe(Session session, Frames.Subscribe wanted) {
    if (session.subscribers.containsKey(wanted.id()) || session.subscribers.size() >= most) {
      end(
          session,
          wanted.id(),
          false,
          "the server takes no more than %d subscriptions".formatted(most));
      return;
    }
    Subscriber subscriber = new Subscriber(session, wanted.id(), wanted.topic(), wanted.last());
    session.subscribers.put(wanted.id(), subscriber);
    byTopic.computeIfAbsent(wanted.topic(), topic -> new LinkedHashSet<>()).add(subscriber);
    topics.last(wanted.topic()).ifPresent(version -> offer(subscriber, version));
  }

  void unsubscribe(Session session, int id) {
    Subscriber subscriber = session.subscribers.remove(id);
    if (subscriber != null) {
      drop(subscriber);
      end(session, id, false, "");
    }
  }

  void credit(Session session, int id) {
    Subscriber subscriber = session.subscribers.get(id);
    if (subscriber != null) {
      subscriber.waits = true;
      topics.last(subscriber.topic).ifPresent(version -> offer(subscriber, version));
    }
  }

  /** There is a new version. */
  void published(String topic) {
    Set<Subscriber> all = byTopic.get(topic);
    if (all != null) {
      Topics.Version version = topics.last(topic).orElseThrow();
      // A copy: a version that is too large for somebody ends that subscription.
      List.copyOf(all).forEach(subscriber -> offer(subscriber, version));
    }
  }

  private void offer(Subscriber subscriber, Topics.Version version) {
    if (!subscriber.wants(version.number())) {
      return;
    }
    int bytes = version.body().remaining();
    Session session = subscriber.session;
    if (bytes > session.maxResponseBytes) {
      session.subscribers.remove(subscriber.id);
      drop(subscriber);
      end(
          session,
          subscriber.id,
          true,
          "version %d has %d bytes; this client takes at most %d"
              .formatted(version.number(), bytes, session.maxResponseBytes));
      return;
    }
    subscriber.waits = false;
    subscriber.last = OptionalLong.of(version.number());
    counter.count(Direction.SENT, MessageKind.PUBLICATION, subscriber.topic, "", bytes);
    delivery.send(
        session,
        Frames.publication(new Frames.Publication(subscriber.id, version.number(), version.body())),
        version.body());
  }

  private void end(Session session, int id, boolean tooLarge, String why) {
    delivery.send(session, Frames.ended(new Frames.Ended(id, tooLarge, why)));
  }

  /** The session has no connection any more: the client will subscribe again. */
  void leave(Session session) {
    session.subscribers.values().forEach(this::drop);
    session.subscribers.clear();
  }

  private void drop(Subscriber subscriber) {
    Set<Subscriber> all = byTopic.get(subscriber.topic);
    all.remove(subscriber);
    if (all.isEmpty()) {
      byTopic.remove(subscriber.topic);
    }
  }
}
