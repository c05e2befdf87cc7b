package dev.fedbench.core.fl.coordinator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last aggregations of a run. Guarded by the run's lock. */
final class AggregationLog {

  private static final int KEPT = 100;

  private final Deque<AggregationEntry> entries = new ArrayDeque<>();
  private Optional<Instant> firstUpdate = Optional.empty();
  private long count;

  void added(Instant now) {
    if (firstUpdate.isEmpty()) {
      firstUpdate = Optional.of(now);
    }
  }

  void aggregated(long updates, long modelVersion, Instant now) {
    count++;
    entries.addLast(
        new AggregationEntry(count, updates, firstUpdate.orElse(now), now, modelVersion));
    firstUpdate = Optional.empty();
    if (entries.size() > KEPT) {
      entries.removeFirst();
    }
  }

  long count() {
    return count;
  }

  List<AggregationEntry> entries() {
    return List.copyOf(entries);
  }
}
