package dev.fedbench.storage;

import java.util.List;

/**
 * How the tensors of one revision differ from those of another, by name.
 *
 * @param added only in the later
 * @param removed only in the earlier
 * @param changed in both, with other bytes, dtype or shape: as they are in the later
 * @param unchanged how many are equal bit by bit
 */
public record Difference(
    List<TensorInfo> added, List<TensorInfo> removed, List<TensorInfo> changed, int unchanged) {

  public Difference {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }
}
