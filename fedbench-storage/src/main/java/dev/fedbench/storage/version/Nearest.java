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

  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private Dtype dtype = Dtype.U8;
  private byte[] best = new byte[0];
  private int length;
  private double bits;
  private Optional<ObjectId> id = Optional.empty();

  /** Begins anew. */
  void clear(ByteBuffer wanted, Dtype type) {
    chunk = wanted;
    dtype = type;
    clear();
  }

  void clear() {
    id = Optional.empty();
    bits = Double.POSITIVE_INFINITY;
  }

  /** Keeps a copy if none before is as near. */
  void offer(ObjectId candidate, ByteBuffer raw) {
    if (raw.remaining() != chunk.remaining()) {
      return;
    }
    double found = Nearness.bits(chunk, raw, dtype);
    if (found < bits * WORTH) {
      if (best.length < raw.remaining()) {
        best = new byte[raw.remaining()];
      }
      length = raw.remaining();
      raw.duplicate().get(best, 0, length);
      bits = found;
      id = Optional.of(candidate);
    }
  }

  Optional<ObjectId> id() {
    return id;
  }

  Optional<ByteBuffer> bytes() {
    return id.map(found -> ByteBuffer.wrap(best, 0, length));
  }
}
