package dev.fedbench.storage;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Chooses what a tensor is stored as a difference to, where no parent has a tensor of its name,
 * dtype and shape. A bad choice costs space and time, and never bits. Called by one thread at a
 * time.
 *
 * <p>A chooser keeps what sketches it likes: it sees the first 960 KiB of each tensor, and is told
 * the id once that is known. Tensors of earlier processes it can read from the store.
 */
public interface ReferenceChooser {

  /** Makes a chooser for each store that is opened. */
  @FunctionalInterface
  interface Factory {

    /**
     * Makes a chooser.
     *
     * @param store that it chooses for; it may read from it at any call, and keep it
     */
    ReferenceChooser open(WeightStore store);
  }

  /** Never finds one. */
  Factory NONE = store -> (tensor, head, hasParent) -> Optional.empty();

  /**
   * Chooses a tensor that is in the store, or part of the commit under way. Called for each tensor
   * that is not empty, in order.
   *
   * @param tensor what is to be stored
   * @param head its first bytes, at most 960 KiB, read only; valid until this returns
   * @param hasParent whether a parent gives a reference, so that the answer does not count
   * @return id of a tensor of the same dtype and shape; one that is not there counts as none
   */
  Optional<String> choose(TensorInfo tensor, ByteBuffer head, boolean hasParent);

  /**
   * A tensor is written, or was there already: in the order of the calls of {@link #choose}. The
   * commit that it is part of may still fail.
   */
  default void stored(TensorInfo tensor, String id) {}
}
