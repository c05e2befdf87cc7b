package dev.fedbench.core.transport;

import dev.fedbench.rpc.RpcRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A server's topics: the last version of each, and who waits for the next. Thread-safe. */
public final class Topics {

  /** Hears of new versions. Must not block. */
  @FunctionalInterface
  public interface Watcher {

    /** There is this version now. Rising for one topic, and one call at a time. */
    void published(Publication publication);
  }

  /** Guarded by itself. */
  private static final class Topic {
    private Publication last;
    private final Set<Watcher> watchers = new HashSet<>();
  }

  private final ConcurrentMap<String, Topic> topics = new ConcurrentHashMap<>();

  /** No topic has a version yet. */
  public Topics() {}

  /**
   * Keeps the version and tells the topic's watchers.
   *
   * @throws IllegalArgumentException if the version does not rise, or that is no topic's name
   */
  public void publish(String name, Publication publication) {
    Topic topic = topic(name);
    synchronized (topic) {
      if (topic.last != null && publication.version() <= topic.last.version()) {
        throw new IllegalArgumentException(
            "topic %s: version %d after version %d; expected a larger one"
                .formatted(name, publication.version(), topic.last.version()));
      }
      topic.last = publication;
      // A copy: a watcher that needs one version alone leaves on the spot.
      List.copyOf(topic.watchers).forEach(watcher -> watcher.published(publication));
    }
  }

  /** Tells the watcher the last version at once, if there is one, and each from now on. */
  public void watch(String name, Watcher watcher) {
    Topic topic = topic(name);
    synchronized (topic) {
      topic.watchers.add(watcher);
      if (topic.last != null) {
        watcher.published(topic.last);
      }
    }
  }

  /** Tells the watcher no more. */
  public void unwatch(String name, Watcher watcher) {
    Topic topic = topic(name);
    synchronized (topic) {
      topic.watchers.remove(watcher);
    }
  }

  /** The topic's last version. */
  public Optional<Publication> last(String name) {
    Topic topic = topic(name);
    synchronized (topic) {
      return Optional.ofNullable(topic.last);
    }
  }

  private Topic topic(String name) {
    if (!RpcRequest.isMethod(name)) {
      throw new IllegalArgumentException(
          "topic '%s': expected 1 to 100 characters of [A-Za-z0-9._-]".formatted(name));
    }
    return topics.computeIfAbsent(name, n -> new Topic());
  }
}
