package dev.fedbench.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small checkpoint in memory. Immutable: each {@code with} gives another. */
public final class MemoryCheckpoint implements CheckpointSource {

  /** Nothing. */
  public static final MemoryCheckpoint EMPTY = new MemoryCheckpoint(Map.of(), Map.of());

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final Map<TensorInfo, byte[]> tensors;
  private final Map<String, String> metadata;

  private MemoryCheckpoint(Map<TensorInfo, byte[]> tensors, Map<String, String> metadata) {
    this.tensors = tensors;
    this.metadata = metadata;
  }

  /**
   * All of a checkpoint, read into memory.
   *
   * @throws StoreException if a tensor is too large for an array
   */
  public static MemoryCheckpoint of(CheckpointSource source) throws IOException {
    Map<TensorInfo, byte[]> tensors = new LinkedHashMap<>();
    for (TensorInfo tensor : source.tensors()) {
      if (tensor.bytes() > MAX_ARRAY) {
        throw new StoreException("%s has too many bytes to be held in memory".formatted(tensor));
      }
      tensors.put(tensor, new byte[(int) tensor.bytes()]);
    }
    source.transferTo(
        (tensor, offset, bytes) -> bytes.get(tensors.get(tensor), (int) offset, bytes.remaining()));
    return new MemoryCheckpoint(tensors, source.metadata());
  }

  /**
   * With a tensor more.
   *
   * @param bytes its elements, little-endian; shared, so change them no more
   * @throws IllegalArgumentException if they are not as many as dtype and shape say, or the name is
   *     taken
   */
  public MemoryCheckpoint with(TensorInfo tensor, byte[] bytes) {
    if (bytes.length != tensor.bytes()) {
      throw new IllegalArgumentException(
          "%s: %d bytes; expected %d".formatted(tensor, bytes.length, tensor.bytes()));
    }
    if (tensors.keySet().stream().anyMatch(other -> other.name().equals(tensor.name()))) {
      throw new IllegalArgumentException("two tensors are named '%s'".formatted(tensor.name()));
    }
    Map<TensorInfo, byte[]> more = new LinkedHashMap<>(tensors);
    more.put(tensor, bytes);
    return new MemoryCheckpoint(more, metadata);
  }

  /** With a tensor of float32 more. */
  public MemoryCheckpoint with(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return with(TensorInfo.of(name, Dtype.F32, shape), bytes.array());
  }

  /** With an entry of metadata more. */
  public MemoryCheckpoint withMetadata(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new MemoryCheckpoint(tensors, more);
  }

  @Override
  public List<TensorInfo> tensors() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public InputStream open(TensorInfo tensor) {
    return new ByteArrayInputStream(
        Optional.ofNullable(tensors.get(tensor))
            .orElseThrow(() -> new IllegalArgumentException("no tensor " + tensor)));
  }

  @Override
  public Map<String, String> metadata() {
    return new LinkedHashMap<>(metadata);
  }
}
