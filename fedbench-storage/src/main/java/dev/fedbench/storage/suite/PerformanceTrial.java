package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.RATE;
import static dev.fedbench.metric.StorageMetrics.THROUGHPUT;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;

/** An operation, again and again. */
record PerformanceTrial(Operation operation, Bench bench, ScenarioContext context)
    implements Trial {

  /** Times an iteration does it: enough for the compilers, on a warm-up of the same length. */
  private static final int TIMES = 8;

  @Override
  public void iterate(Recorder recorder) throws IOException {
    for (int i = 0; i < TIMES && !context.cancelled(); i++) {
      bench.prepare();
      long start = System.nanoTime();
      long bytes = operation.run(bench);
      double seconds = (System.nanoTime() - start) / 1e9;
      long wrong = operation.wrongBytes(bench);
      if (wrong > 0) {
        throw new IOException(
            "%s gave %d wrong bytes; expected none: the store is broken"
                .formatted(operation.word(), wrong));
      }
      recorder.record(TIME, seconds);
      if (bytes > 0) {
        recorder.record(THROUGHPUT, bytes / seconds);
      } else {
        recorder.record(RATE, 1 / seconds);
      }
      if (operation == Operation.BATCH) {
        recorder.record(RATE, bench.batch() / seconds);
      }
    }
  }

  @Override
  public void close() throws IOException {
    bench.close();
  }
}
