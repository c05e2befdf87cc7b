package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.RATIO;
import static dev.fedbench.metric.StorageMetrics.THROUGHPUT;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.safetensors.Safetensors;
import dev.fedbench.storage.safetensors.SafetensorsFile;
import dev.fedbench.storage.workload.Workloads;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;

/** A model of a size, from a file into the store and out of it; never in memory as a whole. */
final class ModelSizeTrial implements Trial {

  /** Parameters of a layer of the synthetic models. */
  private static final int LAYER = 512 * 1024;

  /** What committing and loading take, and the store's index of the largest model. */
  private static final long HEAP = 256L << 20;

  private final Scratch scratch;
  private final Path file;
  private final Curves curves;
  private final long bytes;
  private final ScenarioContext context;

  private ModelSizeTrial(
      Scratch scratch, Path file, long bytes, Curves curves, ScenarioContext context) {
    this.scratch = scratch;
    this.file = file;
    this.bytes = bytes;
    this.curves = curves;
    this.context = context;
  }

  static Trial open(long parameters, Curves curves, ScenarioContext context) throws Exception {
    if (Runtime.getRuntime().maxMemory() < HEAP) {
      throw new ScenarioSkippedException(
          "the heap is at most %d MB; expected %d MB: give -Xmx256m or more"
              .formatted(Runtime.getRuntime().maxMemory() / 1_000_000, HEAP / 1_000_000));
    }
    Scratch scratch = new Scratch();
    try {
      int layers = (int) Math.max(1, Math.round((double) parameters / LAYER));
      CheckpointSource model = Workloads.similar(layers).models().get(0).source();
      long bytes = Series.bytes(model);
      scratch.requireRoom(2 * bytes); // the file, and a store
      Path file = scratch.fresh();
      Safetensors.write(model, file);
      return new ModelSizeTrial(scratch, file, bytes, curves, context);
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    Path at = scratch.fresh();
    if (context.cancelled()) {
      return;
    }
    try (Heap heap = new Heap();
        SafetensorsFile source = SafetensorsFile.open(file);
        WeightStore store = WeightStore.init(at)) {
      long start = System.nanoTime();
      store.commit(CommitRequest.of(source, "large"));
      double commit = (System.nanoTime() - start) / 1e9;
      long[] read = new long[1];
      start = System.nanoTime();
      store.checkpoint("main").transferTo((tensor, offset, piece) -> read[0] += piece.remaining());
      double load = (System.nanoTime() - start) / 1e9;
      heap.record(recorder);
      record(recorder, "commit", commit);
      record(recorder, "load", load);
      recorder.record(RATIO, (double) bytes / Scratch.bytes(at));
      if (read[0] != bytes) {
        throw new IOException("%d bytes came back; expected %d".formatted(read[0], bytes));
      }
    }
    Scratch.delete(at);
  }

  private void record(Recorder recorder, String operation, double seconds) {
    curves.add("model " + operation, bytes, seconds);
    recorder.record(THROUGHPUT, bytes / seconds);
    recorder.row(
        Row.builder("size")
            .column("operation", operation)
            .column("bytes", bytes)
            .column("seconds", seconds)
            .column("bytes_per_second", bytes / seconds)
            .build());
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
