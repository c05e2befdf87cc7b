package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.STORED_BYTES;
import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.TensorQuery;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A store with so many models: what one more commit, opening, a query and a load take. */
final class RepositoryTrial implements Trial {

  private static final int ELEMENTS = 50_000;
  private static final int TIMES = 5;

  private final Scratch scratch = new Scratch();
  private final Path at = scratch.fresh();
  private final int models;
  private final Curves curves;
  private final SplittableRandom random;

  private RepositoryTrial(int models, Curves curves, long seed) throws IOException {
    this.models = models;
    this.curves = curves;
    this.random = new SplittableRandom(seed);
  }

  static Trial open(int models, Curves curves, ScenarioContext context) throws Exception {
    RepositoryTrial trial = new RepositoryTrial(models, curves, context.seed());
    try (WeightStore store = WeightStore.init(trial.at)) {
      for (int i = 0; i < models && !context.cancelled(); i++) {
        store.commit(trial.request(i));
        context.progress(i + 1L, models, "models");
      }
      return trial;
    } catch (IOException | RuntimeException | Error e) {
      trial.close();
      throw e;
    }
  }

  private CommitRequest request(int number) {
    ByteBuffer bytes = ByteBuffer.allocate(ELEMENTS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((float) (random.nextDouble() - 0.5));
    }
    MemoryCheckpoint model =
        MemoryCheckpoint.EMPTY.with(TensorInfo.of("w", Dtype.F32, ELEMENTS), bytes.array());
    return CommitRequest.of(model, "model " + number).with("number", Integer.toString(number));
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      WeightStore store = WeightStore.open(at);
      try (store) {
        timed(recorder, "open", start);
        CommitRequest next = request(models);
        start = System.nanoTime();
        store.commit(next);
        timed(recorder, "commit", start);
        start = System.nanoTime();
        int found = store.find(TensorQuery.all().named("w").with("number", "0"), 1).size();
        timed(recorder, "query", start);
        start = System.nanoTime();
        int length = store.checkpoint("main").tensor("w").bytes().length;
        timed(recorder, "load", start);
        if (found != 1 || length != ELEMENTS * Float.BYTES) {
          throw new IOException("found %d models, %d bytes".formatted(found, length));
        }
        store.setBranch("main", "main~1"); // as many as before
      }
    }
    recorder.record(STORED_BYTES, Scratch.bytes(at));
  }

  private void timed(Recorder recorder, String operation, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    curves.add("repository " + operation, models, seconds);
    recorder.record(TIME, seconds);
    recorder.row(
        Row.builder("repository")
            .column("operation", operation)
            .column("models", models)
            .column("seconds", seconds)
            .build());
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
