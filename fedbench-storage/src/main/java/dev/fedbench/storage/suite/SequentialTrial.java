package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.THROUGHPUT;
import static dev.fedbench.metric.StorageMetrics.TIME;
import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.storage.safetensors.Safetensors;
import dev.fedbench.storage.safetensors.SafetensorsFile;
import dev.fedbench.storage.workload.Workloads;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A large model from a file into a new store, and out of the store that was just opened, so that
 * nothing of it is cached in this process; beside that the same bytes copied and read without a
 * store. What the operating system has cached stays.
 *
 * @param model the file
 * @param bytes of its tensors
 */
record SequentialTrial(
    Direction direction, Scratch scratch, Path model, long bytes, ScenarioContext context)
    implements Trial {

  /** What is measured of it. */
  enum Direction {
    WRITE,
    READ;

    /** As parameters have it. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Trial open(Direction direction, int layers, ScenarioContext context) throws Exception {
    Scratch scratch = new Scratch();
    try {
      CheckpointSource source = Workloads.similar(layers).models().get(0).source();
      long bytes = Series.bytes(source);
      scratch.requireRoom(3 * bytes); // the model, a store, and a copy
      Path model = scratch.fresh();
      Safetensors.write(source, model);
      return new SequentialTrial(direction, scratch, model, bytes, context);
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    if (context.cancelled()) {
      return;
    }
    Path at = scratch.fresh();
    Timings store =
        new Timings(direction == Direction.WRITE ? "commit a model" : "open and load it");
    Timings plain = new Timings(direction == Direction.WRITE ? "copy its file" : "read its file");
    long start = System.nanoTime();
    commit(at);
    if (direction == Direction.READ) {
      start = System.nanoTime();
      load(at);
    }
    double seconds = store.add(start, bytes);
    recorder.record(TIME, seconds);
    recorder.record(THROUGHPUT, bytes / seconds);
    recorder.row(store.row());
    plain(plain);
    recorder.row(plain.row());
    recorder.record(WRONG_BYTES, compare(at));
    Scratch.delete(at);
  }

  private void commit(Path at) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(model);
        WeightStore store = WeightStore.init(at)) {
      store.commit(CommitRequest.of(source, "large"));
    }
  }

  private static WeightStore reader(Path at) throws IOException {
    return WeightStore.open(at, StoreOptions.defaults().readOnly());
  }

  private static void load(Path at) throws IOException {
    try (WeightStore store = reader(at)) {
      store.checkpoint("main").transferTo((tensor, offset, piece) -> {});
    }
  }

  private void plain(Timings timings) throws IOException {
    Path copy = scratch.fresh();
    long start = System.nanoTime();
    try (PlainFile from = PlainFile.existing(model);
        PlainFile to = PlainFile.fresh(copy)) {
      if (direction == Direction.WRITE) {
        from.forEach(to::append);
        to.force();
      } else {
        from.forEach(piece -> {});
      }
      timings.add(start, Files.size(model));
    }
    Scratch.delete(copy);
  }

  private long compare(Path at) throws IOException {
    try (SafetensorsFile source = SafetensorsFile.open(model);
        WeightStore store = reader(at)) {
      return Exactness.require(
          Exactness.wrongBytes(store.checkpoint("main"), source), "a large model");
    }
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
