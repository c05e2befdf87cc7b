package dev.fedbench.storage.codec;

import dev.fedbench.storage.Dtype;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How few bytes a coder of planes could make of a tensor, if its tables cost nothing: the sum of
 * the planes' entropies of order 0. Chunks are added in any order; the counts are the whole
 * tensor's.
 *
 * <p>A bound of what it says, and of nothing else: a coder that sees more of the structure than a
 * plane at a time can stay below it, and the {@link Strategy#DELTA} of this package does where a
 * difference's bytes depend on each other.
 */
public final class EntropyBound {

  /** What is bounded. */
  public enum Kind {
    /** The tensor's own planes, floats rotated by a bit (see {@link Strategy#PLANES}). */
    LONE,
    /** The planes of the differences from a reference, in zigzag. */
    DELTA,
    /**
     * The same, each given the exponent of the reference's element (of binary64, its lower byte).
     */
    DELTA_GIVEN_EXPONENT
  }

  private static final int ROW = 256;

  private final Kind kind;
  private final Dtype dtype;
  private final long[][] counts;
  private final byte[] words = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] planes = new byte[ChunkCodec.MAX_BYTES];
  private final Residuals residuals = new Residuals();
  private long tailBytes;

  /** A bound of nothing yet. */
  public EntropyBound(Kind kind, Dtype dtype) {
    this.kind = kind;
    this.dtype = dtype;
    counts = new long[dtype.bytes()][kind == Kind.DELTA_GIVEN_EXPONENT ? ROW * ROW : ROW];
  }

  /**
   * Adds a chunk of at most {@link ChunkCodec#MAX_BYTES}; the positions stay.
   *
   * @param reference of the same length, which all kinds but {@link Kind#LONE} need
   */
  public void add(ByteBuffer chunk, Optional<ByteBuffer> reference) {
    ChunkCodec.check(chunk.remaining(), reference);
    Chunk own = Chunk.of(chunk, dtype, reference);
    int count = own.count();
    if (kind == Kind.LONE) {
      Planes.split(own.array(), own.from(), count, own.width(), own.turn(), planes);
    } else {
      residuals.words(own, Layout.of(dtype, 0), words);
      Planes.split(words, 0, count, own.width(), 0, planes);
    }
    if (kind == Kind.DELTA_GIVEN_EXPONENT) {
      residuals.readKeys(own, Layout.of(dtype, 0));
    }
    byte[] keys = kind == Kind.DELTA_GIVEN_EXPONENT ? residuals.keys() : SymbolEncoder.NO_KEYS;
    for (int p = 0; p < own.width(); p++) {
      for (int i = 0; i < count; i++) {
        counts[p][(keys[i] & 0xff) * ROW + (planes[p * count + i] & 0xff)]++;
      }
    }
    tailBytes += own.length() - (long) count * own.width();
  }

  /** The bound of what was added, in bytes. */
  public double bytes() {
    double bits = 0;
    for (long[] plane : counts) {
      for (int row = 0; row < plane.length; row += ROW) {
        bits += entropyBits(plane, row);
      }
    }
    return bits / 8 + tailBytes;
  }

  private static double entropyBits(long[] counts, int row) {
    long total = 0;
    double bits = 0;
    for (int i = row; i < row + ROW; i++) {
      if (counts[i] != 0) {
        total += counts[i];
        bits -= counts[i] * Math.log(counts[i]);
      }
    }
    return total == 0 ? 0 : (bits + total * Math.log(total)) / Math.log(2);
  }
}
