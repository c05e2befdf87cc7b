package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.HEAP_HELD;
import static dev.fedbench.metric.StorageMetrics.HEAP_SHARE;
import static dev.fedbench.metric.StorageMetrics.STORED_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The heap that a store holds once it is opened, once a model's tensors are listed, and once the
 * model was read: each after a collection, above what was live before, as a share of its files.
 */
record OpeningTrial(Scratch scratch, Path at, long storedBytes) implements Trial {

  private static final int MODELS = 8;

  static Trial open(int layers, ScenarioContext context) throws Exception {
    Scratch scratch = new Scratch();
    try (Bench bench = Bench.open(layers, 1, 0, context.seed())) {
      scratch.requireRoom(MODELS * bench.modelBytes());
      Path at = scratch.fresh();
      try (WeightStore store = WeightStore.init(at)) {
        for (int i = 0; i < MODELS; i++) {
          store.commit(CommitRequest.of(bench.fresh(), "model " + i));
          bench.prepare();
        }
      }
      return new OpeningTrial(scratch, at, Scratch.bytes(at));
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    long before = Heap.live();
    try (WeightStore store = WeightStore.open(at, StoreOptions.defaults().readOnly())) {
      long opened = row(recorder, "opened", before);
      Checkpoint checkpoint = store.checkpoint("main");
      int tensors = checkpoint.tensors().size();
      row(recorder, "listed", before);
      long[] bytes = new long[1];
      checkpoint.transferTo((tensor, offset, piece) -> bytes[0] += piece.remaining());
      row(recorder, "read", before);
      if (tensors == 0 || bytes[0] == 0) {
        throw new IOException("%d tensors of %d bytes were read".formatted(tensors, bytes[0]));
      }
      recorder.record(HEAP_HELD, opened);
      recorder.record(HEAP_SHARE, (double) opened / storedBytes);
      recorder.record(STORED_BYTES, storedBytes);
    }
  }

  private long row(Recorder recorder, String what, long before) {
    long held = Math.max(0, Heap.live() - before);
    recorder.row(
        Row.builder("opening")
            .column("what", what)
            .column("stored_bytes", storedBytes)
            .column("held_bytes", held)
            .column("share", (double) held / storedBytes)
            .build());
    return held;
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
