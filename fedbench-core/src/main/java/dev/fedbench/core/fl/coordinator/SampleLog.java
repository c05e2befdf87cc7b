package dev.fedbench.core.fl.coordinator;

import dev.fedbench.metric.Metric;
import dev.fedbench.result.RoundRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first samples and rounds of a run, for a harness in another process. Guarded by the run's
 * lock.
 */
final class SampleLog implements CoordinatorObserver {

  /** Samples kept of a metric. */
  static final int MAX_SAMPLES = 10_000;

  private static final int MAX_ROUNDS = 100_000;

  private static final class Samples {
    double[] values = new double[16];
    int count;
  }

  private final List<RoundRow> rounds = new ArrayList<>();
  private final Map<String, Samples> samples = new LinkedHashMap<>();
  private long leftOut;

  @Override
  public void sample(Metric metric, double value) {
    Samples kept = samples.computeIfAbsent(metric.name(), name -> new Samples());
    if (kept.count == MAX_SAMPLES) {
      leftOut++;
      return;
    }
    if (kept.count == kept.values.length) {
      kept.values = Arrays.copyOf(kept.values, Math.min(MAX_SAMPLES, 2 * kept.count));
    }
    kept.values[kept.count++] = value;
  }

  @Override
  public void round(RoundRow row) {
    if (rounds.size() < MAX_ROUNDS) {
      rounds.add(row);
    } else {
      leftOut++;
    }
  }

  /** Samples and rounds that came when there was no more room. */
  long leftOut() {
    return leftOut;
  }

  List<RoundRow> rounds() {
    return List.copyOf(rounds);
  }

  Map<String, double[]> samples() {
    Map<String, double[]> copy = new LinkedHashMap<>();
    samples.forEach((name, kept) -> copy.put(name, Arrays.copyOf(kept.values, kept.count)));
    return copy;
  }
}
