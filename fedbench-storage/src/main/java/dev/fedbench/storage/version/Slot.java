package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.Encoded;
import dev.fedbench.storage.pack.Location;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordKind;
import dev.fedbench.storage.pack.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A chunk on its way into the store: hashed and, if it is new, encoded by a worker; then written by
 * the thread that commits. Used again for the next.
 */
final class Slot {

  /** What the worker found. */
  record Outcome(ObjectId id, boolean isNew, int depth, int recordLength) {}

  private byte[] raw = new byte[0];
  private byte[] record = new byte[0];
  private int length;

  /** Room for a chunk. */
  byte[] room(int bytes) {
    if (raw.length < bytes) {
      raw = new byte[Math.max(bytes, Math.min(2 * raw.length, TensorRecord.CHUNK))];
    }
    length = bytes;
    return raw;
  }

  ByteBuffer raw() {
    return ByteBuffer.wrap(raw, 0, length);
  }

  /** The payload of the record, as long as the outcome says. */
  byte[] record() {
    return record;
  }

  /** Hashes the chunk, and encodes it if it is not there. */
  Outcome process(
      Records records,
      ChunkReaders readers,
      Dtype dtype,
      Optional<ObjectId> reference,
      int chainMax)
      throws IOException {
    ObjectId id = Identity.of(RecordKind.CHUNK, raw, 0, length);
    if (records.find(id).isPresent()) {
      return new Outcome(id, false, 0, 0);
    }
    return readers.use(
        (reader, codec) -> {
          Optional<ObjectId> base = base(records, reader, reference, chainMax);
          Optional<ByteBuffer> bytes = baseBytes(reader, base);
          return encode(
              id, codec, dtype, bytes.isPresent() ? base : Optional.empty(), bytes, records);
        });
  }

  /** The reference, or what is at the end of its chain if that would get too long. */
  private static Optional<ObjectId> base(
      Records records, ChunkReader reader, Optional<ObjectId> reference, int chainMax)
      throws IOException {
    Optional<Location> at = reference.flatMap(records::find);
    if (at.isEmpty() || chainMax == 0) {
      return Optional.empty();
    }
    return at.get().depth() < chainMax
        ? reference
        : Optional.of(reader.root(reference.orElseThrow()));
  }

  /** Nothing if it cannot be read: then the chunk stands alone, and verify tells of the damage. */
  private Optional<ByteBuffer> baseBytes(ChunkReader reader, Optional<ObjectId> base)
      throws IOException {
    if (base.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(base.get())).filter(bytes -> bytes.remaining() == length);
    } catch (CorruptStoreException e) {
      return Optional.empty();
    }
  }

  private Outcome encode(
      ObjectId id,
      ChunkCodec codec,
      Dtype dtype,
      Optional<ObjectId> base,
      Optional<ByteBuffer> baseBytes,
      Records records) {
    Encoded encoded = codec.encode(raw(), dtype, baseBytes);
    Optional<ObjectId> used = encoded.usesReference() ? base : Optional.empty();
    int needed = ChunkRecord.HEAD + ObjectId.BYTES + encoded.size();
    if (record.length < needed) {
      record = new byte[needed];
    }
    ByteBuffer out = ByteBuffer.wrap(record);
    ChunkRecord.writeHead(out, dtype, length, used);
    out.put(encoded.bytes());
    int depth = used.map(parent -> records.find(parent).orElseThrow().depth() + 1).orElse(0);
    return new Outcome(id, true, depth, out.position());
  }
}
