package dev.fedbench.storage.version;

import dev.fedbench.storage.Dtype;
import dev.fedbench.storage.codec.Nearness;
import dev.fedbench.storage.pack.ObjectId;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Of several chunks the one that another is nearest to. Those offered first are preferred a little:
 * they are at the beginning of chains, and each difference less is a chunk less to decode for
 * whoever reads.
 */
final class Nearest {

  /** What one more difference must save, of the bits of an element. */
  private static final double WORTH = 0.99;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private ByteBuffer chunk = NONE;
  private Dtype dtype = Dtype.U8;
  private byte[] copy = new byte[0];
  private ByteBuffer best = NONE;
  private double bits;
  private Optional<ObjectId> id = Optional.empty();

  /** Begins anew. */
  void clear(ByteBuffer wanted, Dtype type) {
    clear();
    chunk = wanted;
    dtype = type;
  }

  /** Keeps nothing of others. */
  void clear() {
    chunk = NONE;
    best = NONE; // what is kept elsewhere may be given up there
    id = Optional.empty();
    bits = Double.POSITIVE_INFINITY;
  }

  /** Keeps it if none before is as near; a copy, unless somebody else keeps it. */
  void offer(ObjectId candidate, ByteBuffer raw, boolean isKept) {
    if (raw.remaining() != chunk.remaining()) {
      return;
    }
    double found = Nearness.bits(chunk, raw, dtype);
    if (found < bits * WORTH) {
      best = isKept ? raw : copy(raw);
      bits = found;
      id = Optional.of(candidate);
    }
  }

  private ByteBuffer copy(ByteBuffer raw) {
    int length = raw.remaining();
    if (copy.length < length) {
      copy = new byte[length];
    }
    raw.duplicate().get(copy, 0, length);
    return ByteBuffer.wrap(copy, 0, length);
  }

  Optional<ObjectId> id() {
    return id;
  }

  Optional<ByteBuffer> bytes() {
    return id.map(found -> best);
  }
}
