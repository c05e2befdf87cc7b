package dev.fedbench.storage.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long something took by its size, over the scenarios of a run. Thread-safe. */
final class Curves {

  private final Map<String, Map<Double, List<Double>>> all = new HashMap<>();

  synchronized void add(String curve, double size, double seconds) {
    all.computeIfAbsent(curve, unseen -> new HashMap<>())
        .computeIfAbsent(size, unseen -> new ArrayList<>())
        .add(seconds);
  }

  /** The fastest of each size: what else was going on made the others slower. */
  synchronized List<Regression.Point> points(String curve) {
    return all.getOrDefault(curve, Map.of()).entrySet().stream()
        .map(
            entry ->
                new Regression.Point(
                    entry.getKey(),
                    entry.getValue().stream().mapToDouble(v -> v).min().orElseThrow()))
        .toList();
  }

  synchronized List<String> names() {
    return all.keySet().stream().sorted().toList();
  }
}
