package dev.fedbench.storage.suite;

import dev.fedbench.metric.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, each time. */
final class Timings {

  private final String what;
  private final List<Double> seconds = new ArrayList<>();
  private long bytes;

  Timings(String what) {
    this.what = what;
  }

  /** Adds one that began at that time of {@link System#nanoTime} and has just ended. */
  double add(long startNanos, long ofBytes) {
    double took = (System.nanoTime() - startNanos) / 1e9;
    seconds.add(took);
    bytes += ofBytes;
    return took;
  }

  boolean isEmpty() {
    return seconds.isEmpty();
  }

  private double sum() {
    return seconds.stream().mapToDouble(value -> value).sum();
  }

  double mean() {
    return sum() / seconds.size();
  }

  /** All of them; there is one at least. */
  Row row() {
    List<Double> sorted = new ArrayList<>(seconds);
    Collections.sort(sorted);
    return Row.builder("io")
        .column("what", what)
        .column("times", seconds.size())
        .column("bytes", bytes)
        .column("seconds", sum())
        .column("median_s", sorted.get(sorted.size() / 2))
        .column("longest_s", sorted.get(sorted.size() - 1))
        .column("bytes_per_second", bytes / sum())
        .build();
  }
}
