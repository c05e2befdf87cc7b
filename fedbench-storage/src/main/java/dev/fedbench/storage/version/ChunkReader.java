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

  /** Takes raw bytes, valid until it returns; if they are kept, for ever. */
  @FunctionalInterface
  interface LinkVisitor {
    void visit(ObjectId id, ByteBuffer raw, boolean isKept);
  }

  /** A chunk of a chain: either a record, or bytes that are kept. */
  private record Link(ObjectId id, Optional<ChunkRecord> record, Optional<ByteBuffer> cached) {}

  private final Records records;
  private final ChunkCodec codec;
  private final ChunkCache cache;
  private final List<RecordBuffer> buffers = new ArrayList<>();
  private final RecordBuffer unchecked = RecordBuffer.unchecked();

  /** Raw bytes of a chunk and of what it is a difference to, in turn. */
  private final byte[][] raw = new byte[2][0];

  ChunkReader(Records records, ChunkCodec codec, ChunkCache cache) {
    this.records = records;
    this.cache = cache;
    this.codec = codec;
  }

  /**
   * The raw bytes of a chunk, checked against its id.
   *
   * @param target where they go if it has room for them; otherwise into this reader's memory, valid
   *     until its next call
   */
  ByteBuffer readChecked(ObjectId id, byte[] target) throws IOException {
    try {
      ByteBuffer raw = read(id, target);
      check(id, raw);
      return raw;
    } catch (CorruptStoreException e) {
      records.read(id, RecordKind.CHUNK, buffer(0)); // if it is the record, this says so
      throw e;
    }
  }

  private static void check(ObjectId id, ByteBuffer raw) throws CorruptStoreException {
    ObjectId found =
        Identity.of(
            RecordKind.CHUNK, raw.array(), raw.arrayOffset() + raw.position(), raw.remaining());
    if (!found.equals(id)) {
      throw new CorruptStoreException(
          "chunk %s decodes to bytes with the id %s, though the checksum of its record fits; restore its pack from a backup"
              .formatted(id.hex(), found.hex()));
    }
  }

  /** The same in this reader's memory, valid until its next call. */
  ByteBuffer readChecked(ObjectId id) throws IOException {
    return readChecked(id, new byte[0]);
  }

  /** The raw bytes of a chunk, as they are decoded: not checked against its id. */
  private ByteBuffer read(ObjectId id, byte[] target) throws IOException {
    List<Link> chain = chain(id, false);
    Optional<ByteBuffer> below = Optional.empty();
    for (int i = chain.size() - 1; i > 0; i--) {
      below = Optional.of(bytes(chain.get(i), below, i));
      keep(chain.get(i), below.get());
    }
    ChunkRecord record = chain.get(0).record.orElseThrow();
    boolean fits = target.length >= record.length();
    ByteBuffer to = fits ? ByteBuffer.wrap(target, 0, record.length()) : room(0, record.length());
    return decode(id, record, below, to);
  }

  /**
   * Hands over a chunk's raw bytes, and before them those of all that it is a difference to, but
   * for what is costly to have. What is wrong with them would be found when they are read.
   */
  void visit(ObjectId id, LinkVisitor visitor) throws IOException {
    List<Link> chain = chain(id, true);
    Optional<ByteBuffer> below = Optional.empty();
    for (int i = chain.size() - 1; i >= 0; i--) {
      Link link = chain.get(i);
      below = Optional.of(bytes(link, below, i));
      keep(link, below.get());
      Optional<ByteBuffer> kept = link.cached.or(() -> cache.find(link.id));
      visitor.visit(link.id, kept.orElse(below.get()), kept.isPresent());
    }
  }

  private void keep(Link link, ByteBuffer raw) {
    link.record.ifPresent(record -> cache.put(link.id, raw, record.base()));
  }

  private ByteBuffer bytes(Link link, Optional<ByteBuffer> below, int index)
      throws CorruptStoreException {
    return link.record.isPresent()
        ? decode(link.id, link.record.get(), below, room(index % 2, link.record.get().length()))
        : link.cached.orElseThrow();
  }

  /**
   * A chunk and what it is a difference to, as far as it takes to have it.
   *
   * @param isReference whether the chunk itself may come from the cache, and what is below one that
   *     does is wanted too if it is there
   */
  private List<Link> chain(ObjectId id, boolean isReference) throws IOException {
    List<Link> chain = new ArrayList<>();
    Optional<ObjectId> next = Optional.of(id);
    int depth = Integer.MAX_VALUE;
    while (next.isPresent()) {
      ObjectId at = next.get();
      boolean isReferred = isReference || !chain.isEmpty();
      Optional<ByteBuffer> cached = isReferred ? cache.find(at) : Optional.empty();
      boolean isComplete = !chain.isEmpty() && chain.get(chain.size() - 1).cached.isPresent();
      if (cached.isPresent()) {
        chain.add(new Link(at, Optional.empty(), cached));
        next = isReference ? cache.base(at) : Optional.empty();
      } else if (isComplete) {
        next = Optional.empty();
      } else {
        RecordBuffer buffer = isReferred ? buffer(chain.size()) : unchecked;
        Location location = records.read(at, RecordKind.CHUNK, buffer);
        requireDescent(at, location, depth);
        depth = location.depth();
        ChunkRecord record = ChunkRecord.read(at, location, buffer);
        chain.add(new Link(at, Optional.of(record), Optional.empty()));
        next = record.base();
      }
    }
    return chain;
  }

  private static void requireDescent(ObjectId id, Location at, int depth)
      throws CorruptStoreException {
    if (at.depth() >= depth) {
      throw new CorruptStoreException(
          "chunk %s is as many differences deep as the one that needs it".formatted(id.hex()));
    }
  }

  private RecordBuffer buffer(int index) {
    while (index >= buffers.size()) {
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

  private ByteBuffer decode(
      ObjectId id, ChunkRecord record, Optional<ByteBuffer> base, ByteBuffer target)
      throws CorruptStoreException {
    if (base.isPresent() && base.get().remaining() != record.length()) {
      throw new CorruptStoreException(
          "chunk %s has %d bytes; what it is a difference to has %d"
              .formatted(id.hex(), record.length(), base.get().remaining()));
    }
    try {
      codec.decode(record.encoded(), record.dtype(), base, target);
    } catch (CorruptChunkException e) {
      throw new CorruptStoreException(
          "chunk %s: %s; restore its pack from a backup".formatted(id.hex(), e.getMessage()), e);
    }
    return target;
  }
}
