package dev.fedbench.storage.archive;

import dev.fedbench.fl.TensorLayout;
import dev.fedbench.fl.TensorSpec;
import dev.fedbench.fl.Tensors;
import dev.fedbench.storage.Checkpoint;
import dev.fedbench.storage.CheckpointSource;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.StoreException;
import dev.fedbench.storage.TensorInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** The api's tensors as a checkpoint, without a copy of their values. */
record FlatTensors(Tensors model) implements CheckpointSource {

  @Override
  public List<TensorInfo> tensors() {
    return model.layout().specs().stream()
        .map(
            spec ->
                new TensorInfo(
                    spec.name(), Dtype.F32, spec.shape().stream().map(Integer::longValue).toList()))
        .toList();
  }

  @Override
  public InputStream open(TensorInfo tensor) {
    int from = model.layout().offset(tensor.name());
    return new FloatStream(FloatBuffer.wrap(model.values(), from, (int) tensor.elements()).slice());
  }

  /** The tensors of a checkpoint whose tensors are all of float32. */
  static Tensors read(Checkpoint source) throws IOException {
    List<TensorSpec> specs = new ArrayList<>();
    for (TensorInfo tensor : source.tensors()) {
      if (tensor.dtype() != Dtype.F32) {
        throw new StoreException("tensor %s; expected F32".formatted(tensor));
      }
      specs.add(
          new TensorSpec(tensor.name(), tensor.shape().stream().map(Math::toIntExact).toList()));
    }
    TensorLayout layout = new TensorLayout(specs);
    float[] values = new float[layout.size()];
    source.transferTo(
        (tensor, offset, bytes) -> {
          int at = layout.offset(tensor.name()) + (int) (offset / Float.BYTES);
          ByteBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN);
          floats.asFloatBuffer().get(values, at, floats.remaining() / Float.BYTES);
        });
    return new Tensors(layout, values);
  }
}
