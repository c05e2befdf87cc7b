package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.DETECTED;
import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Each byte of a pack is changed, one at a time: verify finds it, and a load gives the right bytes
 * or none.
 */
final class CorruptionTrial implements Trial {

  private static final int ELEMENTS = 24;

  private final Scratch scratch = new Scratch();
  private final Path at = scratch.fresh();
  private final MemoryCheckpoint model;
  private final Path pack;
  private final byte[] sound;
  private final ScenarioContext context;

  private CorruptionTrial(ScenarioContext context) throws IOException {
    this.context = context;
    SplittableRandom random = new SplittableRandom(context.seed());
    float[] values = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    model = MemoryCheckpoint.EMPTY.with("w", values, ELEMENTS);
    try (WeightStore store = WeightStore.init(at)) {
      store.commit(CommitRequest.of(model, "one"));
    }
    try (Stream<Path> packs = Files.list(at.resolve("packs"))) {
      pack = packs.findFirst().orElseThrow();
    }
    sound = Files.readAllBytes(pack);
  }

  static Trial open(ScenarioContext context) throws IOException {
    return new CorruptionTrial(context);
  }

  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws IOException {
    int found = 0;
    long wrong = 0;
    int changed = 0;
    for (; changed < sound.length && !context.cancelled(); changed++) {
      byte[] bytes = sound.clone();
      bytes[changed] ^= (byte) (1 << changed % 8);
      Files.write(pack, bytes);
      try (WeightStore store =
          WeightStore.open(at, StoreOptions.defaults().withThreads(1).readOnly())) {
        found += store.verify().sound() ? 0 : 1;
        wrong += wrongBytes(store);
      }
    }
    Files.write(pack, sound);
    if (changed == 0) {
      return; // cancelled
    }
    recorder.record(DETECTED, (double) found / changed);
    recorder.record(WRONG_BYTES, wrong);
    recorder.row(
        Row.builder("corruption")
            .column("bytes_changed", changed)
            .column("found_by_verify", found)
            .column("wrong_bytes_loaded", wrong)
            .build());
    if (found < changed || wrong > 0) {
      throw new IOException(
          "%d of %d changes were found, %d wrong bytes were loaded; expected all and none"
              .formatted(found, changed, wrong));
    }
  }

  private long wrongBytes(WeightStore store) throws IOException {
    try {
      Checkpoint checkpoint = store.checkpoint("main");
      return Exactness.wrongBytes(checkpoint, model);
    } catch (CorruptStoreException e) {
      return 0; // nothing was handed out, which is right
    }
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
