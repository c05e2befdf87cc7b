package dev.fedbench.core.load;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one recorder, or several, came to.
 *
 * @param firstSent the largest number if nothing was sent
 * @param lastDone the smallest number if nothing ended
 */
record Totals(
    long completed,
    Map<FailureCause, Long> failures,
    long requestBytes,
    long responseBytes,
    long firstSent,
    long lastDone,
    Latencies service,
    Series series) {

  static final Totals NONE =
      new Totals(0, Map.of(), 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, Latencies.EMPTY, Series.EMPTY);

  Totals plus(Totals other) {
    Map<FailureCause, Long> causes = new EnumMap<>(FailureCause.class);
    causes.putAll(failures);
    other.failures.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
    return new Totals(
        completed + other.completed,
        causes,
        requestBytes + other.requestBytes,
        responseBytes + other.responseBytes,
        Math.min(firstSent, other.firstSent),
        Math.max(lastDone, other.lastDone),
        service.plus(other.service),
        series.plus(other.series));
  }

  long failed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  long elapsedNanos() {
    return firstSent > lastDone ? 0 : lastDone - firstSent;
  }

  /** Completed requests a second; 0 if there is none. */
  double rate() {
    return elapsedNanos() == 0 ? 0 : completed * 1e9 / elapsedNanos();
  }
}
