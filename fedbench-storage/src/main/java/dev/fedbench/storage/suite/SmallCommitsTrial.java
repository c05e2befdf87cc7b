package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.RATE;
import static dev.fedbench.metric.StorageMetrics.TIME;
import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Small commits, each durable before the next, by turns with as many bytes that are appended to a
 * plain file and forced: what a commit costs beside the disk's own force.
 */
final class SmallCommitsTrial implements Trial {

  private static final int ELEMENTS = 2_000;

  private final Scratch scratch;
  private final int commits;
  private final ScenarioContext context;
  private final SplittableRandom random;

  private SmallCommitsTrial(Scratch scratch, int commits, ScenarioContext context) {
    this.scratch = scratch;
    this.commits = commits;
    this.context = context;
    this.random = new SplittableRandom(context.seed());
  }

  static Trial open(int commits, ScenarioContext context) throws Exception {
    Scratch scratch = new Scratch();
    try {
      scratch.requireRoom(4L * commits * ELEMENTS * Float.BYTES);
      return new SmallCommitsTrial(scratch, commits, context);
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    Path at = scratch.fresh();
    Path plain = scratch.fresh();
    Timings commit = new Timings("small commit");
    Timings force = new Timings("append and force");
    List<MemoryCheckpoint> models = new ArrayList<>();
    try (WeightStore store = WeightStore.init(at, StoreOptions.defaults().withThreads(1));
        PlainFile file = PlainFile.fresh(plain)) {
      for (int i = 0; i < commits && !context.cancelled(); i++) {
        MemoryCheckpoint model = drawn();
        models.add(model);
        long start = System.nanoTime();
        store.commit(CommitRequest.of(model, "small"));
        double seconds = commit.add(start, Series.bytes(model));
        recorder.record(TIME, seconds);
        ByteBuffer bytes = ByteBuffer.wrap(model.open(model.tensors().get(0)).readAllBytes());
        start = System.nanoTime();
        file.append(bytes);
        file.force();
        force.add(start, Series.bytes(model));
      }
    }
    if (commit.isEmpty()) {
      return; // cancelled
    }
    recorder.record(RATE, 1 / commit.mean());
    recorder.row(commit.row());
    recorder.row(force.row());
    recorder.record(WRONG_BYTES, compare(at, models));
    Scratch.delete(at);
    Scratch.delete(plain);
  }

  private MemoryCheckpoint drawn() {
    float[] values = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return MemoryCheckpoint.EMPTY.with("w", values, ELEMENTS);
  }

  private static long compare(Path at, List<MemoryCheckpoint> models) throws IOException {
    long wrong = 0;
    try (WeightStore store = WeightStore.open(at, StoreOptions.defaults().readOnly())) {
      int last = models.size() - 1;
      for (int i = 0; i <= last; i++) {
        wrong += Exactness.wrongBytes(store.checkpoint("main~" + (last - i)), models.get(i));
      }
    }
    return Exactness.require(wrong, "small commits");
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
