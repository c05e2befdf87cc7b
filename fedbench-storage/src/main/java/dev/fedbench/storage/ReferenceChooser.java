package dev.fedbench.storage;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Chooses what a tensor is stored as a difference to, where no parent has a tensor of its name,
 * dtype and shape. A bad choice costs space and time, and never bits. Called by the one thread that
 * commits.
 *
 * <p>A chooser keeps what sketches it likes: it sees the first mebibyte of each tensor, and is told
 * the id once that is known. Tensors of earlier processes it can read from the store.
 */
public interface ReferenceChooser {

  /** Never finds one. */
  ReferenceChooser NONE = (tensor, head) -> Optional.empty();

  /**
   * Chooses a tensor that is in the store, or part of the commit under way. Called for each tensor
   * that is not empty, in order; the answer counts where no parent gives a reference.
   *
   * @param tensor what is to be stored
   * @param head its first bytes, at most 1 MiB, read only; valid until this returns
   * @return id of a tensor of the same dtype and shape
   */
  Optional<String> choose(TensorInfo tensor, ByteBuffer head);

  /**
   * A tensor is written, or was there already: in the order of the calls of {@link #choose}. The
   * commit that it is part of may still fail.
   */
  default void stored(TensorInfo tensor, String id) {}
}
