package dev.fedbench.storage.suite;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.workload.Model;
import dev.fedbench.storage.workload.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Models in memory, in the order in which they are committed.
 *
 * @param name of the workload
 * @param isGaussian whether weights and what is added to them are Gaussian, so that the limit of
 *     what any coder can do is known
 */
record Series(String name, List<MemoryCheckpoint> models, boolean isGaussian) {

  private static final List<String> GAUSSIAN =
      List.of("similar", "transfer", "mixed", "bf16similar");

  Series {
    models = List.copyOf(models);
  }

  static Series of(Workload workload) throws IOException {
    List<MemoryCheckpoint> models = new ArrayList<>();
    for (Model model : workload.models()) {
      models.add(MemoryCheckpoint.of(model.source()));
    }
    return new Series(workload.name(), models, GAUSSIAN.contains(workload.name()));
  }

  long bytes() {
    return models.stream().mapToLong(Series::bytes).sum();
  }

  static long bytes(CheckpointSource source) {
    return source.tensors().stream().mapToLong(tensor -> tensor.bytes()).sum();
  }
}
