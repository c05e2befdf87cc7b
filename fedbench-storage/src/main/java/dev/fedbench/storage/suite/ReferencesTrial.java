package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.DELTAS;
import static dev.fedbench.metric.StorageMetrics.RATIO;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;

/** Tensors without parents are committed: what is found for them to be a difference to. */
record ReferencesTrial(
    Family family, ReferenceChooser.Factory chooser, Scratch scratch, ScenarioContext context)
    implements Trial {

  static Trial open(Family family, ReferenceChooser.Factory chooser, ScenarioContext context)
      throws Exception {
    return new ReferencesTrial(family, chooser, new Scratch(), context);
  }

  /** The ratio is the same each time. */
  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws IOException {
    Path at = scratch.fresh();
    try (WeightStore store = WeightStore.init(at, StoreOptions.defaults().withChooser(chooser))) {
      for (int i = 0; i < family.tensors().size() && !context.cancelled(); i++) {
        long start = System.nanoTime();
        store.commit(CommitRequest.of(family.checkpoint(i), "alone").onto("model-" + i));
        recorder.record(TIME, (System.nanoTime() - start) / 1e9);
      }
      recorder.record(DELTAS, store.stats().deltas());
    }
    recorder.record(RATIO, (double) family.bytes() / Scratch.bytes(at));
    Scratch.delete(at);
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
