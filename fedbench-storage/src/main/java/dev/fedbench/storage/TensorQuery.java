package dev.fedbench.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which tensors are looked for. All that is said must hold.
 *
 * @param name with {@code *} for any characters and {@code ?} for one
 * @param dtype what elements are
 * @param shape the exact dimensions
 * @param metadata entries that the commit or its checkpoint has
 * @param revision where the search begins and goes back from; otherwise at all refs
 */
public record TensorQuery(
    Optional<String> name,
    Optional<Dtype> dtype,
    Optional<List<Long>> shape,
    Map<String, String> metadata,
    Optional<String> revision) {

  public TensorQuery {
    shape = shape.map(List::copyOf);
    metadata = Map.copyOf(metadata);
  }

  /** All tensors of all commits. */
  public static TensorQuery all() {
    return new TensorQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
  }

  public TensorQuery named(String pattern) {
    return new TensorQuery(Optional.of(pattern), dtype, shape, metadata, revision);
  }

  public TensorQuery of(Dtype value) {
    return new TensorQuery(name, Optional.of(value), shape, metadata, revision);
  }

  public TensorQuery shaped(List<Long> dimensions) {
    return new TensorQuery(name, dtype, Optional.of(dimensions), metadata, revision);
  }

  public TensorQuery with(String key, String value) {
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(key, value);
    return new TensorQuery(name, dtype, shape, more, revision);
  }

  public TensorQuery upTo(String value) {
    return new TensorQuery(name, dtype, shape, metadata, Optional.of(value));
  }
}
