package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.pack.Location;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordBuffer;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A chunk as a record: dtype (1 byte), raw length (4), id of the chunk that it is a difference to
 * (32, if its depth is not 0), encoded bytes.
 *
 * @param dtype that it was encoded as; equal bytes may have another dtype elsewhere
 * @param length of the raw bytes
 * @param base what it is a difference to
 * @param encoded bytes, a view of the record
 */
record ChunkRecord(Dtype dtype, int length, Optional<ObjectId> base, ByteBuffer encoded) {

  static final int HEAD = 1 + Integer.BYTES;

  /** Writes all but the encoded bytes. */
  static void writeHead(ByteBuffer out, Dtype dtype, int length, Optional<ObjectId> base) {
    out.put(DtypeCode.of(dtype)).putInt(length);
    base.ifPresent(id -> id.write(out));
  }

  static ChunkRecord read(ObjectId id, Location at, RecordBuffer record)
      throws CorruptStoreException {
    ByteBuffer payload = record.payload();
    int head = HEAD + (at.depth() > 0 ? ObjectId.BYTES : 0);
    if (payload.remaining() < head) {
      throw malformed(id, "of %d bytes is too short".formatted(payload.remaining()));
    }
    int code = payload.get();
    int length = payload.getInt();
    Dtype dtype = DtypeCode.dtype(code).orElseThrow(() -> malformed(id, "has dtype " + code));
    if (length < 1 || length > TensorRecord.CHUNK || length % dtype.bytes() != 0) {
      throw malformed(id, "says that it has %d bytes of %s".formatted(length, dtype));
    }
    Optional<ObjectId> base =
        at.depth() > 0 ? Optional.of(ObjectId.read(payload)) : Optional.empty();
    return new ChunkRecord(dtype, length, base, payload);
  }

  private static CorruptStoreException malformed(ObjectId id, String what) {
    return new CorruptStoreException(
        "chunk %s %s; it was written by something else".formatted(id.hex(), what));
  }
}
