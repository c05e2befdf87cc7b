package dev.fedbench.storage.workload;

import java.util.List;

/** A checkpoint of a workload. */
public record Model(String name, List<Tensor> tensors) {

  public Model {
    tensors = List.copyOf(tensors);
  }

  /** Bytes of all elements. */
  public long bytes() {
    return tensors.stream().mapToLong(Tensor::bytes).sum();
  }

  Model named(String other) {
    return new Model(other, tensors);
  }
}
