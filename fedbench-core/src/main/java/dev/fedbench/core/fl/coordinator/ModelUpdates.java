package dev.fedbench.core.fl.coordinator;

import dev.fedbench.metric.FederatedMetrics;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long published models take to be decoded by their receivers. Guarded by the coordinator's
 * lock. Remembers the last {@value #KEPT} versions; a word that comes later than that is not
 * counted.
 */
final class ModelUpdates {

  private static final int KEPT = 64;

  private static final class Published {
    final long nanos;
    final BitSet receivers = new BitSet();
    double slowest = -1;

    Published(long nanos) {
      this.nanos = nanos;
    }
  }

  private final Map<Long, Published> versions = new LinkedHashMap<>();
  private final CoordinatorObserver observer;

  ModelUpdates(CoordinatorObserver observer) {
    this.observer = observer;
  }

  void published(long version, long nanos) {
    versions.put(version, new Published(nanos));
    if (versions.size() > KEPT) {
      Long oldest = versions.keySet().iterator().next();
      report(versions.remove(oldest));
    }
  }

  void acknowledged(int receiver, long version, long nanos) {
    Published published = versions.get(version);
    // Nobody has decoded a model before it was published: that word is a guess.
    if (published != null && nanos >= published.nanos && !published.receivers.get(receiver)) {
      published.receivers.set(receiver);
      double seconds = (nanos - published.nanos) / 1e9;
      published.slowest = Math.max(published.slowest, seconds);
      observer.sample(FederatedMetrics.MODEL_UPDATE, seconds);
    }
  }

  /** No more is to come. */
  void end() {
    versions.values().forEach(this::report);
    versions.clear();
  }

  private void report(Published published) {
    if (published.slowest >= 0) {
      observer.sample(FederatedMetrics.MODEL_UPDATE_ALL, published.slowest);
    }
  }
}
