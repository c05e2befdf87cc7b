package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.RATE;
import static dev.fedbench.metric.StorageMetrics.TIME;
import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Single tensors of a checkpoint of many, in an order that is drawn, each read once from a store
 * that was just opened and keeps nothing decoded.
 */
final class RandomReadsTrial implements Trial {

  /** 64 KiB. */
  private static final int ELEMENTS = 1 << 14;

  private final Scratch scratch;
  private final Path at;
  private final List<TensorInfo> tensors;
  private final List<byte[]> values;
  private final ScenarioContext context;
  private final Random random;

  private RandomReadsTrial(Scratch scratch, int tensors, ScenarioContext context)
      throws IOException {
    this.scratch = scratch;
    this.at = scratch.fresh();
    this.context = context;
    this.random = new Random(context.seed());
    this.tensors = new ArrayList<>();
    this.values = new ArrayList<>();
    MemoryCheckpoint model = MemoryCheckpoint.EMPTY;
    for (int i = 0; i < tensors; i++) {
      float[] weights = new float[ELEMENTS];
      for (int j = 0; j < ELEMENTS; j++) {
        weights[j] = (float) random.nextGaussian();
      }
      model = model.with("w" + i, weights, ELEMENTS);
    }
    for (TensorInfo tensor : model.tensors()) {
      this.tensors.add(tensor);
      values.add(model.open(tensor).readAllBytes());
    }
    try (WeightStore store = WeightStore.init(at)) {
      store.commit(CommitRequest.of(model, "many"));
    }
  }

  static Trial open(int tensors, ScenarioContext context) throws Exception {
    Scratch scratch = new Scratch();
    try {
      scratch.requireRoom(2L * tensors * ELEMENTS * Dtype.F32.bytes());
      return new RandomReadsTrial(scratch, tensors, context);
    } catch (Exception | Error e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void iterate(Recorder recorder) throws IOException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    Timings reads = new Timings("read a tensor");
    long wrong = 0;
    StoreOptions options = StoreOptions.defaults().withThreads(1).withCacheBytes(0).readOnly();
    try (WeightStore store = WeightStore.open(at, options)) {
      Checkpoint checkpoint = store.checkpoint("main");
      for (int i : order) {
        if (context.cancelled()) {
          return;
        }
        long start = System.nanoTime();
        byte[] found = checkpoint.tensor(tensors.get(i).name()).bytes();
        recorder.record(TIME, reads.add(start, found.length));
        wrong += Arrays.equals(found, values.get(i)) ? 0 : found.length;
      }
    }
    recorder.record(RATE, 1 / reads.mean());
    recorder.row(reads.row());
    recorder.record(WRONG_BYTES, Exactness.require(wrong, "single tensors"));
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
