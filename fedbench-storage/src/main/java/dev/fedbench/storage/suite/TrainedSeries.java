package dev.fedbench.storage.suite;

import dev.fedbench.fl.CheckpointSeries;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.spi.Extensions;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.suite.ScenarioContext;
import dev.fedbench.suite.ScenarioSkippedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checkpoints of real training, by whoever offers them. */
final class TrainedSeries {

  private TrainedSeries() {}

  static Series of(int checkpoints, ScenarioContext context) throws ScenarioSkippedException {
    Optional<CheckpointSeries> trainer =
        Extensions.of(CheckpointSeries.class).all().values().stream().findFirst();
    if (trainer.isEmpty()) {
      throw new ScenarioSkippedException(
          "nothing here trains models; expected a CheckpointSeries: fedbench-core has one, 'digits'");
    }
    Iterator<Tensors> training = trainer.get().train(context.seed());
    List<MemoryCheckpoint> models = new ArrayList<>();
    while (models.size() < checkpoints && !context.cancelled()) {
      models.add(checkpoint(training.next()));
      context.progress(models.size(), checkpoints, "checkpoints");
    }
    return new Series(
        "checkpoints of " + trainer.get().name(), models, false, OptionalDouble.empty());
  }

  private static MemoryCheckpoint checkpoint(Tensors tensors) {
    MemoryCheckpoint checkpoint = MemoryCheckpoint.EMPTY;
    for (TensorSpec spec : tensors.layout().specs()) {
      int from = tensors.layout().offset(spec.name());
      float[] values = Arrays.copyOfRange(tensors.values(), from, from + spec.size());
      long[] shape = spec.shape().stream().mapToLong(Integer::longValue).toArray();
      checkpoint = checkpoint.with(spec.name(), values, shape);
    }
    return checkpoint;
  }
}
