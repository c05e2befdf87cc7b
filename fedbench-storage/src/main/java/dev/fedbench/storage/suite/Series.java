package dev.fedbench.storage.suite;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.MemoryCheckpoint;
import dev.fedbench.storage.workload.Model;
import dev.fedbench.storage.workload.Workload;
import dev.fedbench.storage.workload.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Models in memory, in the order in which they are committed.
 *
 * @param name of the workload
 * @param isGaussian whether weights and what is added to them are Gaussian, so that the limit of
 *     what any coder can do is known
 * @param cosine what the angle between the first two is meant to be, if they are made for it
 */
record Series(
    String name, List<MemoryCheckpoint> models, boolean isGaussian, OptionalDouble cosine) {

  private static final List<String> GAUSSIAN =
      List.of("similar", "pair", "transfer", "mixed", "bf16similar");

  Series {
    models = List.copyOf(models);
  }

  static Series of(Workload workload) throws IOException {
    List<MemoryCheckpoint> models = new ArrayList<>();
    for (Model model : workload.models()) {
      models.add(MemoryCheckpoint.of(model.source()));
    }
    return new Series(
        workload.name(), models, GAUSSIAN.contains(workload.name()), OptionalDouble.empty());
  }

  /** Two models with that cosine. */
  static Series pair(int layers, double cosine) throws IOException {
    Series pair = of(Workloads.pair(layers, cosine));
    return new Series(pair.name, pair.models, pair.isGaussian, OptionalDouble.of(cosine));
  }

  long bytes() {
    return models.stream().mapToLong(Series::bytes).sum();
  }

  static long bytes(CheckpointSource source) {
    return source.tensors().stream().mapToLong(tensor -> tensor.bytes()).sum();
  }
}
