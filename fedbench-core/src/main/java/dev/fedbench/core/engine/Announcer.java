package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells listeners, one event at a time, and keeps the first warnings. A listener that throws hears
 * no more. Thread-safe.
 */
final class Announcer {

  /** A million clients may each have something to complain about. */
  static final int MAX_WARNINGS = 100;

  private final List<BenchmarkListener> listeners;
  private final Set<String> warnings = new LinkedHashSet<>();
  private long left;

  Announcer(List<BenchmarkListener> listeners) {
    this.listeners = new CopyOnWriteArrayList<>(listeners); // telling may lead to telling
  }

  synchronized void tell(BenchmarkEvent event) {
    List<BenchmarkListener> broken = new ArrayList<>();
    List<String> causes = new ArrayList<>();
    for (BenchmarkListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException | Error e) { // a host's code: the others go on
        broken.add(listener);
        causes.add("a listener broke and hears no more: " + e);
      }
    }
    listeners.removeAll(broken);
    causes.forEach(this::warn);
  }

  synchronized void warn(String text) {
    if (warnings.contains(text)) {
      return;
    }
    if (warnings.size() == MAX_WARNINGS) {
      left++;
      return;
    }
    warnings.add(text);
    tell(new BenchmarkEvent.Warning(text));
  }

  synchronized List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (left > 0) {
      all.add("%d more warnings were left out".formatted(left));
    }
    return List.copyOf(all);
  }
}
