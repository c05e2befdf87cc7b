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

  /** Keeps a copy. */
  synchronized void put(ObjectId id, ByteBuffer raw, Optional<ObjectId> base) {
    if (wants(id, raw.remaining())) {
      byte[] copy = new byte[raw.remaining()];
      raw.duplicate().get(copy);
      keep(id, copy, base);
    }
  }

  /**
   * Keeps the array itself, unless this returns false: then nobody may change it any more, for
   * others read it even when it was given up here.
   */
  synchronized boolean take(ObjectId id, byte[] raw, Optional<ObjectId> base) {
    boolean taken = wants(id, raw.length);
    if (taken) {
      keep(id, raw, base);
    }
    return taken;
  }

  private boolean wants(ObjectId id, int length) {
    return length <= limit && !kept.containsKey(id);
  }

  /** Gives up those that were not used for longest. */
  private void keep(ObjectId id, byte[] raw, Optional<ObjectId> base) {
    Iterator<Kept> oldest = kept.values().iterator();
    while (bytes + raw.length > limit) {
      byte[] gone = oldest.next().raw;
      oldest.remove();
      bytes -= gone.length;
    }
    kept.put(id, new Kept(raw, base));
    bytes += raw.length;
  }
}
