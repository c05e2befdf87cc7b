package dev.fedbench.core.engine;

import dev.fedbench.BenchmarkEvent;
import dev.fedbench.BenchmarkListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells listeners, one event at a time, and keeps warnings. One that throws hears no more.
 * Thread-safe.
 */
final class Announcer {

  private final List<BenchmarkListener> listeners;
  private final List<String> warnings = new ArrayList<>();

  Announcer(List<BenchmarkListener> listeners) {
    this.listeners = new ArrayList<>(listeners);
  }

  synchronized void tell(BenchmarkEvent event) {
    List<BenchmarkListener> broken = new ArrayList<>();
    List<String> causes = new ArrayList<>();
    for (BenchmarkListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        broken.add(listener);
        causes.add("a listener broke and hears no more: " + e);
      }
    }
    listeners.removeAll(broken);
    causes.forEach(this::warn);
  }

  synchronized void warn(String text) {
    if (!warnings.contains(text)) {
      warnings.add(text);
      tell(new BenchmarkEvent.Warning(text));
    }
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }
}
