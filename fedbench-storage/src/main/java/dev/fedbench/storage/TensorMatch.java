package dev.fedbench.storage;

/**
 * A tensor that was looked for.
 *
 * @param commit it is part of
 * @param tensor name, dtype and shape
 * @param id of the tensor: the same for the same dtype, shape and bytes
 */
public record TensorMatch(Commit commit, TensorInfo tensor, String id) {}
