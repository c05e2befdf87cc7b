package dev.fedbench.metric;

import java.util.concurrent.Callable;

/** Takes what a trial measures. Thread-safe; recording from many threads does not contend. */
public interface Recorder {

  /**
   * Records one sample.
   *
   * @param value in the metric's unit; must be finite
   * @throws IllegalArgumentException if the value is not finite
   */
  void record(Metric metric, double value);

  /** Adds a row to the scenario's rows. */
  void row(Row row);

  /**
   * Runs {@code work} and records how long it took, if it returned.
   *
   * @param metric a metric in {@link Unit#SECONDS}
   */
  default <T> T time(Metric metric, Callable<T> work) throws Exception {
    if (metric.unit() != Unit.SECONDS) {
      throw new IllegalArgumentException(
          "metric '%s' is in %s; time() records seconds".formatted(metric.name(), metric.unit()));
    }
    long start = System.nanoTime();
    T result = work.call();
    record(metric, (System.nanoTime() - start) / 1e9);
    return result;
  }
}
