package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.Encoded;
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
  private final Nearest nearest = new Nearest();
  private Optional<ObjectId> usedBase = Optional.empty();
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
          nearest.clear(raw(), dtype);
          if (reference.isPresent() && chainMax > 0) {
            look(records, reader, reference.get(), chainMax);
          }
          Outcome outcome = encode(id, codec, dtype, records);
          nearest.clear(); // what it was a difference to is others' to keep
          keep(id, readers.cache());
          return outcome;
        });
  }

  /** Keeps the chunk for others; without a copy, where the array is as long as the chunk. */
  private void keep(ObjectId id, ChunkCache cache) {
    if (raw.length > length) {
      cache.put(id, raw(), usedBase);
    } else if (cache.take(id, raw, usedBase)) {
      raw = new byte[0];
    }
  }

  /**
   * Looks at the reference and at what it is a difference to itself. What cannot be read is none:
   * then the chunk stands alone, and verify tells of the damage.
   */
  private void look(Records records, ChunkReader reader, ObjectId reference, int chainMax)
      throws IOException {
    try {
      reader.visit(
          reference,
          (id, bytes, isKept) ->
              records
                  .find(id)
                  .filter(at -> at.depth() < chainMax)
                  .ifPresent(at -> nearest.offer(id, bytes, isKept)));
    } catch (CorruptStoreException e) {
      nearest.clear();
    }
  }

  private Outcome encode(ObjectId id, ChunkCodec codec, Dtype dtype, Records records) {
    Encoded encoded = codec.encode(raw(), dtype, nearest.bytes());
    usedBase = encoded.usesReference() ? nearest.id() : Optional.empty();
    int needed = ChunkRecord.HEAD + ObjectId.BYTES + encoded.size();
    if (record.length < needed) {
      record = new byte[needed];
    }
    ByteBuffer out = ByteBuffer.wrap(record);
    ChunkRecord.writeHead(out, dtype, length, usedBase);
    out.put(encoded.bytes());
    int depth = usedBase.map(parent -> records.find(parent).orElseThrow().depth() + 1).orElse(0);
    return new Outcome(id, true, depth, out.position());
  }
}
