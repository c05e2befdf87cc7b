package dev.fedbench.storage.version;

import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.pack.ObjectId;
import java.util.Arrays;

/** A tensor whose chunks are on their way into the store. */
final class Draft {

  private final TensorInfo tensor;
  private final ObjectId[] chunks;
  private int missing;

  Draft(TensorInfo tensor) {
    this.tensor = tensor;
    this.chunks = new ObjectId[TensorRecord.chunks(tensor)];
    this.missing = chunks.length;
  }

  TensorInfo tensor() {
    return tensor;
  }

  /** A chunk is written. Returns whether it was the last. */
  boolean completedBy(int index, ObjectId id) {
    chunks[index] = id;
    missing--;
    return missing == 0;
  }

  TensorRecord record() {
    return new TensorRecord(
        new TensorInfo("", tensor.dtype(), tensor.shape()), Arrays.asList(chunks));
  }
}
