package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.WRONG_BYTES;

import dev.fedbench.metric.Recorder;
import dev.fedbench.storage.CommitRequest;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.StoreOptions;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.WeightStore;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A dtype's tensors with every special value, stored alone, as a difference and as a difference to
 * that; read after the store was opened anew. Of 16 bits and fewer, all values there are.
 */
record DtypeTrial(Dtype dtype, Scratch scratch, long seed) implements Trial {

  static Trial open(Dtype dtype, ScenarioContext context) throws IOException {
    return new DtypeTrial(dtype, new Scratch(), context.seed());
  }

  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws IOException {
    Path at = scratch.fresh();
    SplittableRandom random = new SplittableRandom(seed);
    MemoryCheckpoint first = checkpoint(random, 0);
    List<MemoryCheckpoint> models =
        List.of(first, checkpoint(random, 3), checkpoint(random, 1), first);
    try (WeightStore store = WeightStore.init(at)) {
      for (MemoryCheckpoint model : models) {
        store.commit(CommitRequest.of(model, "next"));
      }
    }
    long wrong = 0;
    try (WeightStore store = WeightStore.open(at, StoreOptions.defaults().readOnly())) {
      for (int i = 0; i < models.size(); i++) {
        wrong +=
            Exactness.wrongBytes(
                store.checkpoint("main~" + (models.size() - 1 - i)), models.get(i));
      }
    }
    recorder.record(WRONG_BYTES, wrong);
    Scratch.delete(at);
    if (wrong > 0) {
      throw new IOException("%d bytes of %s came back wrong".formatted(wrong, dtype));
    }
  }

  /** All values, or what is special about each exponent; the lowest bits changed. */
  private MemoryCheckpoint checkpoint(SplittableRandom random, long changed) {
    int width = dtype.bytes();
    int count = 1 << 17;
    ByteBuffer bytes = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      long value = width <= 2 ? i : special(i, random);
      long bits = dtype == Dtype.BOOL ? i & 1 : value ^ random.nextLong() & changed;
      switch (width) {
        case 1 -> bytes.put((byte) bits);
        case 2 -> bytes.putShort((short) bits);
        case 4 -> bytes.putInt((int) bits);
        default -> bytes.putLong(bits);
      }
    }
    return MemoryCheckpoint.EMPTY.with(TensorInfo.of("w", dtype, count), bytes.array());
  }

  /** Zeros, infinities, NaNs with payloads, subnormals, the largest: each exponent and sign. */
  private long special(int index, SplittableRandom random) {
    int bits = 8 * dtype.bytes();
    int fraction = dtype.isFloat() ? dtype.fractionBits() : bits / 2;
    long exponentAndSign = (long) index << fraction;
    long low =
        switch (index % 5) {
          case 0 -> 0;
          case 1 -> 1;
          case 2 -> (1L << fraction) - 1;
          case 3 -> 1L << fraction - 1;
          default -> random.nextLong() & (1L << fraction) - 1;
        };
    return exponentAndSign ^ low;
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
