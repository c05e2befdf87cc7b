package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.TIME;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A kilobyte of a tensor, a tensor, and all of a model: what is not asked for costs nothing. */
record LazyTrial(Bench bench) implements Trial {

  private static final int PART = 1024;

  @Override
  public void iterate(Recorder recorder) throws IOException {
    TensorInfo last = bench.base().tensors().get(bench.base().tensors().size() - 1);
    Checkpoint checkpoint = bench.store().checkpoint("near");
    long start = System.nanoTime();
    checkpoint.tensor(last.name()).read(last.bytes() - PART, ByteBuffer.allocate(PART));
    row(recorder, "a kilobyte", PART, start);
    start = System.nanoTime();
    row(recorder, "a tensor", checkpoint.tensor(last.name()).bytes().length, start);
    long[] bytes = new long[1];
    start = System.nanoTime();
    checkpoint.transferTo((tensor, offset, piece) -> bytes[0] += piece.remaining());
    row(recorder, "a model", bytes[0], start);
  }

  private static void row(Recorder recorder, String what, long bytes, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    recorder.record(TIME, seconds);
    recorder.row(
        Row.builder("lazy")
            .column("what", what)
            .column("bytes", bytes)
            .column("seconds", seconds)
            .build());
  }

  @Override
  public void close() throws IOException {
    bench.close();
  }
}
