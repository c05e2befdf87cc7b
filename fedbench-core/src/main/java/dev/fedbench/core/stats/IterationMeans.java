package dev.fedbench.core.stats;

import dev.fedbench.result.AcrossIterations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The means of a metric's iterations, in their order. Not thread-safe. */
final class IterationMeans {

  private static final double LEVEL = 0.95;

  private final List<Double> means = new ArrayList<>();

  void add(double mean) {
    means.add(mean);
  }

  /** What they come to; empty for fewer than two, of which nothing can be said. */
  Optional<AcrossIterations> spread() {
    double[] all = means.stream().mapToDouble(Double::doubleValue).toArray();
    return MeanInterval.of(LEVEL, all)
        .map(
            interval ->
                new AcrossIterations(
                    all.length,
                    interval.mean(),
                    Moments.of(all, all.length).stddev().orElseThrow(),
                    interval.low(),
                    interval.high(),
                    MadRule.outliers(all).length));
  }
}
