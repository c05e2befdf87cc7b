package dev.fedbench.storage.version;

import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Raw bytes of chunks that others are or may be differences to, those used last: a commit after
 * another, and a load of several revisions, then decode each reference once. Ids are hashes of the
 * bytes, so that what is here is right whatever becomes of the packs. Thread-safe.
 */
final class ChunkCache {

  /** A chunk, and what it was a difference to when it came here. */
  private record Kept(byte[] raw, Optional<ObjectId> base) {}

  private final long limit;
  private final Map<ObjectId, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param limit of all bytes that are kept; 0 keeps none
   */
  ChunkCache(long limit) {
    this.limit = limit;
  }

  /** The bytes, if they are here: not to be changed. */
  synchronized Optional<ByteBuffer> find(ObjectId id) {
    return Optional.ofNullable(kept.get(id)).map(found -> ByteBuffer.wrap(found.raw));
  }

  /** What a chunk that is here is a difference to. */
  synchronized Optional<ObjectId> base(ObjectId id) {
    return Optional.ofNullable(kept.get(id)).flatMap(Kept::base);
  }

  /** Keeps a copy, and gives up those that were not used for longest. */
  synchronized void put(ObjectId id, ByteBuffer raw, Optional<ObjectId> base) {
    if (raw.remaining() > limit || kept.containsKey(id)) {
      return;
    }
    Iterator<Kept> oldest = kept.values().iterator();
    while (bytes + raw.remaining() > limit) {
      byte[] gone = oldest.next().raw;
      oldest.remove();
      bytes -= gone.length;
    }
    byte[] copy = new byte[raw.remaining()];
    raw.duplicate().get(copy);
    kept.put(id, new Kept(copy, base));
    bytes += copy.length;
  }
}
