package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.HEAP_SLOPE;
import static dev.fedbench.metric.StorageMetrics.R_SQUARED;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Commits one after another: the peak, collections, and whether what is held grows. */
record MemoryTrial(Bench bench, int commits, ScenarioContext context) implements Trial {

  private static final int LOOKS = 10;

  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws IOException {
    List<Regression.Point> live = new ArrayList<>();
    int step = Math.max(1, commits / LOOKS);
    try (Heap heap = new Heap()) {
      for (int i = 0; i < commits && !context.cancelled(); i++) {
        bench.prepare();
        bench.store().commit(CommitRequest.of(bench.nearBase(), "next"));
        if (i % step == step - 1) {
          live.add(new Regression.Point(i + 1, Heap.live()));
        }
      }
      heap.record(recorder);
    }
    if (live.size() < 2) {
      return; // cancelled
    }
    Regression growth = Regression.linear(live);
    recorder.record(HEAP_SLOPE, growth.slope());
    recorder.record(R_SQUARED, growth.rSquared());
    for (Regression.Point point : live) {
      recorder.row(
          Row.builder("heap")
              .column("commits", (long) point.size())
              .column("live_bytes", (long) point.value())
              .build());
    }
  }

  @Override
  public void close() throws IOException {
    bench.close();
  }
}
