package dev.fedbench.storage.workload;

import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.TensorInfo;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint of a workload. */
public record Model(String name, List<Tensor> tensors) {

  /** A model to commit: its elements are made each time that they are read. */
  private record Source(Map<TensorInfo, Tensor> all) implements CheckpointSource {
    @Override
    public List<TensorInfo> tensors() {
      return List.copyOf(all.keySet());
    }

    @Override
    public InputStream open(TensorInfo tensor) {
      return new TensorStream(all.get(tensor));
    }
  }

  public Model {
    tensors = List.copyOf(tensors);
  }

  /** Bytes of all elements. */
  public long bytes() {
    return tensors.stream().mapToLong(Tensor::bytes).sum();
  }

  /** The model as what a store takes; it holds no elements. */
  public CheckpointSource source() {
    Map<TensorInfo, Tensor> all = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      all.put(new TensorInfo(tensor.name(), tensor.dtype(), tensor.shape()), tensor);
    }
    return new Source(all);
  }

  Model named(String other) {
    return new Model(other, tensors);
  }
}
