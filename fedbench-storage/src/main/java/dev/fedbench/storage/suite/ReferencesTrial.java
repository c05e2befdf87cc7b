package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.DELTAS;
import static dev.fedbench.metric.StorageMetrics.HEAP_OVERHEAD;
import static dev.fedbench.metric.StorageMetrics.IMPROVEMENT;
import static dev.fedbench.metric.StorageMetrics.RATIO;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.ReferenceChooser;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors without parents are committed: what is found for them to be a difference to, and what
 * that costs in time and heap. The same tensors are committed without looking, to compare with.
 */
record ReferencesTrial(
    Family family, ReferenceChooser.Factory chooser, Scratch scratch, ScenarioContext context)
    implements Trial {

  /**
   * What came of it.
   *
   * @param seconds of each commit
   * @param heldBytes of heap that the open store holds in the end, its cache and its codecs among
   *     them
   */
  private record Found(double ratio, long deltas, List<Double> seconds, long heldBytes) {

    double total() {
      return seconds.stream().mapToDouble(one -> one).sum();
    }
  }

  static Trial open(Family family, ReferenceChooser.Factory chooser, ScenarioContext context)
      throws Exception {
    return new ReferencesTrial(family, chooser, new Scratch(), context);
  }

  /** The ratio is the same each time; the times are of compilers that have seen it once. */
  @Override
  public void warmUp(Recorder discarding) throws IOException {
    commit(chooser);
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    Found without = commit(ReferenceChooser.NONE);
    Found with = commit(chooser);
    if (context.cancelled()) {
      return;
    }
    with.seconds.forEach(seconds -> recorder.record(TIME, seconds));
    recorder.record(DELTAS, with.deltas);
    recorder.record(RATIO, with.ratio);
    recorder.record(IMPROVEMENT, with.ratio / without.ratio);
    recorder.record(HEAP_OVERHEAD, with.heldBytes - without.heldBytes);
    recorder.row(
        Row.builder("references")
            .column("ratio", with.ratio)
            .column("ratio_without", without.ratio)
            .column("improvement", with.ratio / without.ratio)
            .column("seconds", with.total())
            .column("seconds_without", without.total())
            .column("held_bytes", with.heldBytes)
            .column("held_without_bytes", without.heldBytes)
            .build());
  }

  private Found commit(ReferenceChooser.Factory by) throws IOException {
    Path at = scratch.fresh();
    List<Double> all = new ArrayList<>();
    long before = Heap.live();
    long deltas;
    long held;
    try (WeightStore store = WeightStore.init(at, StoreOptions.defaults().withChooser(by))) {
      for (int i = 0; i < family.tensors().size() && !context.cancelled(); i++) {
        long start = System.nanoTime();
        store.commit(CommitRequest.of(family.checkpoint(i), "alone").onto("model-" + i));
        all.add((System.nanoTime() - start) / 1e9);
      }
      held = Heap.live() - before;
      deltas = store.stats().deltas();
    }
    double ratio = (double) family.bytes() / Scratch.bytes(at);
    Scratch.delete(at);
    return new Found(ratio, deltas, all, held);
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
