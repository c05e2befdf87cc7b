package dev.fedbench.core.transport;

import dev.fedbench.rpc.RpcRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server's topics: the last version of each, and who waits for the next. A topic without either
 * takes no room, so that a peer that asks for names cannot fill the memory. Thread-safe.
 */
public final class Topics {

  /** Hears of new versions. Must not block. */
  @FunctionalInterface
  public interface Watcher {

    /** There is this version now. Rising for one topic, and one call at a time. */
    void published(Publication publication);
  }

  private static final class Topic {
    private Publication last;
    private final Set<Watcher> watchers = new HashSet<>();
  }

  /** Guarded by this, as are the topics. */
  private final Map<String, Topic> topics = new HashMap<>();

  /** No topic has a version yet. */
  public Topics() {}

  /**
   * Keeps the version and tells the topic's watchers.
   *
   * @throws IllegalArgumentException if the version does not rise, or that is no topic's name
   */
  public synchronized void publish(String name, Publication publication) {
    Topic topic = topic(name);
    if (topic.last != null && publication.version() <= topic.last.version()) {
      throw new IllegalArgumentException(
          "topic %s: version %d after version %d; expected a larger one"
              .formatted(name, publication.version(), topic.last.version()));
    }
    topic.last = publication;
    // A copy: a watcher that needs one version alone leaves on the spot.
    List.copyOf(topic.watchers).forEach(watcher -> watcher.published(publication));
  }

  /** Tells the watcher the last version at once, if there is one, and each from now on. */
  public synchronized void watch(String name, Watcher watcher) {
    Topic topic = topic(name);
    topic.watchers.add(watcher);
    if (topic.last != null) {
      watcher.published(topic.last);
    }
  }

  /** Tells the watcher no more. */
  public synchronized void unwatch(String name, Watcher watcher) {
    Topic topic = topics.get(name);
    if (topic != null) {
      topic.watchers.remove(watcher);
      if (topic.last == null && topic.watchers.isEmpty()) {
        topics.remove(name);
      }
    }
  }

  private Topic topic(String name) {
    if (!RpcRequest.isMethod(name)) {
      throw new IllegalArgumentException(
          "topic '%s': expected %s".formatted(name, RpcRequest.METHOD_FORM));
    }
    return topics.computeIfAbsent(name, n -> new Topic());
  }
}
