package dev.fedbench.storage.suite;

import static dev.fedbench.metric.StorageMetrics.MAX_ABSOLUTE_ERROR;
import static dev.fedbench.metric.StorageMetrics.MAX_RELATIVE_ERROR;
import static dev.fedbench.metric.StorageMetrics.MAX_ULP_ERROR;
import static dev.fedbench.metric.StorageMetrics.RATIO;
import static dev.fedbench.metric.StorageMetrics.RMS_ERROR;

import dev.fedbench.metric.Recorder;
import dev.fedbench.metric.Row;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.lossy.Loss;
import dev.fedbench.storage.workload.Workloads;
import dev.fedbench.suite.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The tensors of a model by a lossy strategy: what is saved, and how far off each of them is. */
record LossyTrial(LossyStrategy strategy, MemoryCheckpoint model) implements Trial {

  static Trial open(LossyStrategy strategy, int layers) throws IOException {
    return new LossyTrial(
        strategy, MemoryCheckpoint.of(Workloads.similar(layers).models().get(0).source()));
  }

  @Override
  public void warmUp(Recorder discarding) {}

  @Override
  public void iterate(Recorder recorder) throws IOException {
    for (TensorInfo tensor : model.tensors()) {
      byte[] bytes = model.open(tensor).readAllBytes();
      float[] exact = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(exact);
      LossyStrategy.Lossy lossy = strategy.apply(exact);
      Loss loss = Loss.between(exact, lossy.restored());
      if (!loss.equals(lossy.loss())) {
        throw new IOException(
            "%s said %s of '%s'; what was restored has %s"
                .formatted(strategy.word(), lossy.loss(), tensor.name(), loss));
      }
      recorder.record(MAX_ABSOLUTE_ERROR, loss.maxAbsolute());
      recorder.record(RMS_ERROR, loss.rootMeanSquare());
      recorder.record(MAX_RELATIVE_ERROR, loss.maxRelative());
      recorder.record(MAX_ULP_ERROR, loss.maxUlps());
      recorder.record(RATIO, (double) bytes.length / lossy.bytes());
      recorder.row(row(tensor, bytes.length, lossy.bytes(), loss));
    }
  }

  private Row row(TensorInfo tensor, long fullBytes, long lossyBytes, Loss loss) {
    return Row.builder("loss")
        .column("strategy", strategy.word())
        .column("tensor", tensor.name())
        .column("full_bytes", fullBytes)
        .column("lossy_bytes", lossyBytes)
        .column("max_absolute", loss.maxAbsolute())
        .column("root_mean_square", loss.rootMeanSquare())
        .column("max_relative", loss.maxRelative())
        .column("max_ulps", loss.maxUlps())
        .build();
  }
}
