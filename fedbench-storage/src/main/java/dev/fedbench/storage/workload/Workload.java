package dev.fedbench.storage.workload;

import java.util.List;

/**
 * Models in the order in which they are stored.
 *
 * @param name as reports have it
 */
public record Workload(String name, List<Model> models) {

  public Workload {
    models = List.copyOf(models);
  }

  /** Bytes of all elements of all models. */
  public long bytes() {
    return models.stream().mapToLong(Model::bytes).sum();
  }
}
