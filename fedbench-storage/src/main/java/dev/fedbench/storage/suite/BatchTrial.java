package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.BATCH_SPEEDUP;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same number of small models as one batch and one by one, each commit durable; by turns, and
 * each first as often as second.
 */
final class BatchTrial implements Trial {

  /** Pairs of an iteration. */
  private static final int PAIRS = 12;

  /** Pairs before the first that counts. */
  private static final int WARM_UP_PAIRS = 4;

  private final Bench bench;
  private final ScenarioContext context;
  private final List<SpeedUp.Pair> pairs = new ArrayList<>();

  BatchTrial(Bench bench, ScenarioContext context) {
    this.bench = bench;
    this.context = context;
  }

  @Override
  public void warmUp(Recorder discarding) throws IOException {
    measure(WARM_UP_PAIRS, discarding);
    pairs.clear();
  }

  /** The interval is of all pairs until then. */
  @Override
  public void iterate(Recorder recorder) throws IOException {
    measure(PAIRS, recorder);
    if (pairs.size() < 2) {
      return; // cancelled
    }
    SpeedUp speedUp = SpeedUp.of(pairs, context.seed());
    recorder.row(
        Row.builder("batch")
            .column("commits", bench.batch())
            .column("pairs", pairs.size())
            .column("single_s", mean(pairs.stream().map(SpeedUp.Pair::single).toList()))
            .column("batch_s", mean(pairs.stream().map(SpeedUp.Pair::batch).toList()))
            .column("speedup", speedUp.factor())
            .column("low", speedUp.low())
            .column("high", speedUp.high())
            .column("level", SpeedUp.LEVEL)
            .build());
  }

  private void measure(int times, Recorder recorder) throws IOException {
    for (int i = 0; i < times && !context.cancelled(); i++) {
      boolean batchFirst = i % 2 == 0;
      double first = seconds(batchFirst);
      double second = seconds(!batchFirst);
      SpeedUp.Pair pair =
          batchFirst ? new SpeedUp.Pair(second, first) : new SpeedUp.Pair(first, second);
      pairs.add(pair);
      recorder.record(BATCH_SPEEDUP, pair.single() / pair.batch());
    }
  }

  private double seconds(boolean batch) throws IOException {
    List<CommitRequest> requests = bench.drawn("compared");
    long start = System.nanoTime();
    if (batch) {
      bench.store().commitAll(requests);
    } else {
      for (CommitRequest request : requests) {
        bench.store().commit(request);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    bench.close();
  }
}
