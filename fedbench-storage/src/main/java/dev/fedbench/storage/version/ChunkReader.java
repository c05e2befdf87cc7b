package dev.fedbench.storage.version;

import dev.fedbench.storage.CorruptStoreException;
import dev.fedbench.storage.codec.ChunkCodec;
import dev.fedbench.storage.codec.CorruptChunkException;
import dev.fedbench.storage.pack.Location;
import dev.fedbench.storage.pack.ObjectId;
import dev.fedbench.storage.pack.RecordBuffer;
import dev.fedbench.storage.pack.RecordKind;
import dev.fedbench.storage.pack.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads chunks, and what they are differences to. Keeps its buffers: a few chunks, and one encoded
 * chunk per link of a chain. Belongs to one thread at a time.
 */
final class ChunkReader {

  private record Link(ObjectId id, ChunkRecord record) {}

  private final Records records;
  private final ChunkCodec codec;
  private final List<RecordBuffer> buffers = new ArrayList<>();

  /** Raw bytes of a chunk and of what it is a difference to, in turn. */
  private final byte[][] raw = new byte[2][0];

  ChunkReader(Records records, ChunkCodec codec) {
    this.records = records;
    this.codec = codec;
  }

  /**
   * The raw bytes of a chunk, checked against its id. A view of this reader's memory, valid until
   * its next call.
   */
  ByteBuffer readChecked(ObjectId id) throws IOException {
    ByteBuffer raw = read(id);
    ObjectId found =
        Identity.of(
            RecordKind.CHUNK, raw.array(), raw.arrayOffset() + raw.position(), raw.remaining());
    if (!found.equals(id)) {
      throw new CorruptStoreException(
          "chunk %s decodes to bytes with the id %s, though the checksum of its record fits; restore its pack from a backup"
              .formatted(id.hex(), found.hex()));
    }
    return raw;
  }

  /**
   * The raw bytes of a chunk that other chunks may be differences to; what is wrong with it would
   * be found when those are read.
   */
  ByteBuffer read(ObjectId id) throws IOException {
    List<Link> chain = chain(id);
    Optional<ByteBuffer> below = Optional.empty();
    for (int i = chain.size() - 1; i >= 0; i--) {
      below = Optional.of(decode(chain.get(i), below, room(i % 2, chain.get(i).record.length())));
    }
    return below.orElseThrow();
  }

  /** The chunk at the end of its chain: it stands alone. */
  ObjectId root(ObjectId id) throws IOException {
    List<Link> chain = chain(id);
    return chain.get(chain.size() - 1).id;
  }

  private List<Link> chain(ObjectId id) throws IOException {
    List<Link> chain = new ArrayList<>();
    Optional<ObjectId> next = Optional.of(id);
    int depth = Integer.MAX_VALUE;
    while (next.isPresent()) {
      RecordBuffer buffer = buffer(chain.size());
      Location at = records.read(next.get(), RecordKind.CHUNK, buffer);
      if (at.depth() >= depth) {
        throw new CorruptStoreException(
            "chunk %s is as many differences deep as the one that needs it"
                .formatted(next.get().hex()));
      }
      depth = at.depth();
      ChunkRecord record = ChunkRecord.read(next.get(), at, buffer);
      chain.add(new Link(next.get(), record));
      next = record.base();
    }
    return chain;
  }

  private RecordBuffer buffer(int index) {
    if (index == buffers.size()) {
      buffers.add(new RecordBuffer());
    }
    return buffers.get(index);
  }

  private ByteBuffer room(int which, int length) {
    if (raw[which].length < length) {
      raw[which] = new byte[Math.max(length, Math.min(2 * raw[which].length, TensorRecord.CHUNK))];
    }
    return ByteBuffer.wrap(raw[which], 0, length);
  }

  private ByteBuffer decode(Link link, Optional<ByteBuffer> base, ByteBuffer target)
      throws CorruptStoreException {
    ChunkRecord record = link.record;
    if (base.isPresent() && base.get().remaining() != record.length()) {
      throw new CorruptStoreException(
          "chunk %s has %d bytes; what it is a difference to has %d"
              .formatted(link.id.hex(), record.length(), base.get().remaining()));
    }
    try {
      codec.decode(record.encoded(), record.dtype(), base, target);
    } catch (CorruptChunkException e) {
      throw new CorruptStoreException(
          "chunk %s: %s; restore its pack from a backup".formatted(link.id.hex(), e.getMessage()),
          e);
    }
    return target;
  }
}
