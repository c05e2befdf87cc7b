package dev.fedbench.core.fl.coordinator;

import dev.fedbench.core.fl.wire.Cause;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Refused submissions by cause. Thread-safe. */
final class Rejections {

  private final Map<Cause, LongAdder> counts = new EnumMap<>(Cause.class);

  Rejections() {
    for (Cause cause : Cause.values()) {
      counts.put(cause, new LongAdder());
    }
  }

  void count(Cause cause) {
    counts.get(cause).increment();
  }

  /** Causes that occurred, by name. */
  Map<String, Long> byCause() {
    Map<String, Long> found = new LinkedHashMap<>();
    counts.forEach(
        (cause, count) -> {
          if (count.sum() > 0) {
            found.put(cause.name(), count.sum());
          }
        });
    return found;
  }
}
