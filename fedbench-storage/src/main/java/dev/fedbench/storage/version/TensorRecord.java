package dev.fedbench.storage.version;

import dev.fedbench.storage.TensorInfo;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.pack.ObjectId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tensor is made of.
 *
 * @param layout dtype and shape; the name is empty: equal tensors of other names are one
 * @param chunks ids of its chunks, each of {@link #CHUNK} bytes but the last
 */
record TensorRecord(TensorInfo layout, List<ObjectId> chunks) {

  /** Bytes of a chunk: part of the format, for ids depend on it. */
  static final int CHUNK = ChunkCodec.MAX_BYTES;

  TensorRecord {
    chunks = List.copyOf(chunks);
  }

  static int chunks(TensorInfo tensor) {
    return (int) ((tensor.bytes() + CHUNK - 1) / CHUNK);
  }

  /** Bytes of the chunk of that index. */
  static int chunkLength(TensorInfo tensor, int index) {
    return (int) Math.min(CHUNK, tensor.bytes() - (long) index * CHUNK);
  }

  byte[] toBytes() {
    FieldWriter out = new FieldWriter().layout(layout).i32(chunks.size());
    chunks.forEach(out::id);
    return out.toBytes();
  }

  static TensorRecord read(FieldReader in) throws FieldReader.MalformedException {
    TensorInfo layout = in.layout("");
    int count = in.count(chunks(layout), ObjectId.BYTES);
    if (count != chunks(layout)) {
      throw new FieldReader.MalformedException(
          "has %d chunks; expected %d for %s".formatted(count, chunks(layout), layout));
    }
    List<ObjectId> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chunks.add(in.id());
    }
    in.end();
    return new TensorRecord(layout, chunks);
  }
}
