package dev.fedbench.storage.version;

import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;

/**
 * A chunk that is to be read.
 *
 * @param commit that its tensor is read by, in hexadecimal digits
 * @param tensor it is part of
 * @param index of the chunk in the tensor
 * @param chunk its id
 */
record Piece(String commit, TensorInfo tensor, int index, ObjectId chunk) {

  long offset() {
    return (long) index * TensorRecord.CHUNK;
  }

  int length() {
    return TensorRecord.chunkLength(tensor, index);
  }

  String where() {
    return "tensor '%s' of commit %s".formatted(tensor.name(), commit.substring(0, 12));
  }
}
