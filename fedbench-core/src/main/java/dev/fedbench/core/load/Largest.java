package dev.fedbench.core.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The largest durations with their times. Not thread-safe. */
final class Largest {

  static final int ROOM = 32;

  /** Ascending from the end: the smallest kept is first, unused places hold -1. */
  private final long[] nanos = new long[ROOM];

  private final long[] at = new long[ROOM];

  Largest() {
    clear();
  }

  /** Takes one if it is among the largest. Of equal ones the first stays. */
  void add(long duration, long atNanos) {
    if (duration > nanos[0]) {
      insert(duration, atNanos);
    }
  }

  private void insert(long duration, long atNanos) {
    int i = 0;
    while (i + 1 < ROOM && nanos[i + 1] < duration) {
      nanos[i] = nanos[i + 1];
      at[i] = at[i + 1];
      i++;
    }
    nanos[i] = duration;
    at[i] = atNanos;
  }

  void clear() {
    Arrays.fill(nanos, -1);
  }

  List<Outlier> list() {
    return IntStream.range(0, ROOM)
        .filter(i -> nanos[i] >= 0)
        .mapToObj(i -> new Outlier(at[i], nanos[i]))
        .sorted(Outlier.LONGEST_FIRST)
        .toList();
  }

  static List<Outlier> merge(List<Outlier> a, List<Outlier> b) {
    return Stream.concat(a.stream(), b.stream()).sorted(Outlier.LONGEST_FIRST).limit(ROOM).toList();
  }
}
