package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * A chunk as differences from its reference, taken apart into symbols, keys (the reference's
 * exponents, which say much about how large a difference will be) and further bits. See {@link
 * Layout}.
 */
final class Residuals {

  private static final int BLOCK = 512;
  private static final int ROW = 256;

  private final byte[] symbols = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] keys = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] further = new byte[ChunkCodec.MAX_BYTES + 16];
  private final int[] counts = new int[ROW * ROW];
  private final long[] own = new long[BLOCK];
  private final long[] reference = new long[BLOCK];
  private final int[] furtherBits = new int[ROW];
  private final long[] least = new long[ROW];
  private int furtherSize;

  byte[] symbols() {
    return symbols;
  }

  byte[] keys() {
    return keys;
  }

  /** How often symbol s came with key k, at k * 256 + s. */
  int[] counts() {
    return counts;
  }

  byte[] further() {
    return further;
  }

  /** Bytes of {@link #further}. */
  int furtherSize() {
    return furtherSize;
  }

  /** The zeros that all elements of both end in, though less than all bits but one. */
  static int shift(Chunk chunk) {
    Chunk other = chunk.reference().orElseThrow();
    int width = chunk.width();
    int end = chunk.count() * width;
    long set = 0;
    int i = 0;
    for (; i + 8 <= end; i += 8) {
      set |= Bytes.getLong(chunk.array(), chunk.from() + i);
      set |= Bytes.getLong(other.array(), other.from() + i);
      if ((i & 0x1ff) == 0 && trailingZeros(set, width) == 0) {
        return 0;
      }
    }
    for (; i < end; i++) {
      int both = chunk.array()[chunk.from() + i] | other.array()[other.from() + i];
      set |= (both & 0xffL) << 8 * (i % width);
    }
    return Math.min(trailingZeros(set, width), 8 * width - 2);
  }

  private static int trailingZeros(long set, int width) {
    long folded = set;
    for (int bits = 32; bits >= 8 * width; bits >>= 1) {
      folded |= folded >>> bits;
    }
    return Long.numberOfTrailingZeros(folded);
  }

  /** Takes a chunk apart. */
  void split(Chunk chunk, Layout layout) {
    Arrays.fill(counts, 0);
    long at = 0; // in bits
    for (int start = 0; start < chunk.count(); start += BLOCK) {
      int n = Math.min(BLOCK, chunk.count() - start);
      loadReference(chunk, start, n, layout);
      keys(start, n, layout);
      order(reference, n, layout);
      load(chunk.array(), chunk.from() + start * chunk.width(), n, layout.bits(), own);
      order(own, n, layout);
      difference(n, layout);
      at = emit(start, n, layout, at);
    }
    furtherSize = (int) (at + 7 >>> 3);
  }

  /** The differences alone, in zigzag, as words of the elements' width. */
  void words(Chunk chunk, Layout layout, byte[] to) {
    for (int start = 0; start < chunk.count(); start += BLOCK) {
      int n = Math.min(BLOCK, chunk.count() - start);
      loadReference(chunk, start, n, layout);
      order(reference, n, layout);
      load(chunk.array(), chunk.from() + start * chunk.width(), n, layout.bits(), own);
      order(own, n, layout);
      difference(n, layout);
      store(own, n, layout.bits(), to, start * chunk.width());
    }
  }

  /** Undoes {@link #words}. */
  void unwords(byte[] words, int from, Chunk chunk, Layout layout) {
    for (int start = 0; start < chunk.count(); start += BLOCK) {
      int n = Math.min(BLOCK, chunk.count() - start);
      load(words, from + start * chunk.width(), n, layout.bits(), own);
      addReference(chunk, start, n, layout);
    }
  }

  private void loadReference(Chunk chunk, int start, int count, Layout layout) {
    Chunk other = chunk.reference().orElseThrow();
    load(other.array(), other.from() + start * chunk.width(), count, layout.bits(), reference);
  }

  /** Makes elements of differences, and stores them. */
  private void addReference(Chunk chunk, int start, int count, Layout layout) {
    loadReference(chunk, start, count, layout);
    order(reference, count, layout);
    add(count, layout);
    store(own, count, layout.bits(), chunk.array(), chunk.from() + start * chunk.width());
  }

  private static void load(byte[] from, int index, int count, int bits, long[] to) {
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          to[i] = from[index + i];
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getShort(from, index + 2 * i);
        }
      }
      case 32 -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getInt(from, index + 4 * i);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          to[i] = Bytes.getLong(from, index + 8 * i);
        }
      }
    }
  }

  private static void store(long[] from, int count, int bits, byte[] to, int index) {
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          to[index + i] = (byte) from[i];
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          Bytes.putShort(to, index + 2 * i, (short) from[i]);
        }
      }
      case 32 -> {
        for (int i = 0; i < count; i++) {
          Bytes.putInt(to, index + 4 * i, (int) from[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          Bytes.putLong(to, index + 8 * i, from[i]);
        }
      }
    }
  }

  /** Keys of the elements that {@link #reference} holds as they are. */
  private void keys(int start, int count, Layout layout) {
    for (int i = 0; i < count; i++) {
      keys[start + i] = (byte) (reference[i] >>> layout.keyShift() & layout.keyMask());
    }
  }

  private static void order(long[] words, int count, Layout layout) {
    int shift = layout.shift();
    long invert = layout.invert();
    for (int i = 0; i < count; i++) {
      long word = words[i] >> shift;
      words[i] = word ^ word >> 63 & invert;
    }
  }

  private void difference(int count, Layout layout) {
    int wrap = layout.wrap();
    for (int i = 0; i < count; i++) {
      long difference = own[i] - reference[i] << wrap >> wrap;
      own[i] = difference << 1 ^ difference >> 63;
    }
  }

  private long emit(int start, int count, Layout layout, long from) {
    int significant = layout.significant();
    int at = (int) (from >>> 3);
    int bits = (int) from & 7;
    long held = bits == 0 ? 0 : further[at] & 0xff;
    for (int i = 0; i < count; i++) {
      long z = own[i];
      int more = Math.max(0, 63 - significant - Long.numberOfLeadingZeros(z));
      int symbol = (more << significant) + (int) (z >>> more);
      symbols[start + i] = (byte) symbol;
      counts[(keys[start + i] & 0xff) << 8 | symbol & 0xff]++;
      long low = z & (1L << more) - 1;
      if (more > 32) { // no more than 56 fit behind seven bits that are held
        held |= (low & 0xffffffffL) << bits;
        Bytes.putLong(further, at, held);
        at += bits + 32 >>> 3;
        held >>>= bits + 32 & ~7;
        bits = bits + 32 & 7;
        low >>>= 32;
        more -= 32;
      }
      held |= low << bits;
      Bytes.putLong(further, at, held);
      bits += more;
      at += bits >>> 3;
      held >>>= bits & ~7;
      bits &= 7;
    }
    return 8L * at + bits;
  }

  /** Fills {@link #keys} from a chunk's reference. */
  void readKeys(Chunk chunk, Layout layout) {
    for (int start = 0; start < chunk.count(); start += BLOCK) {
      int n = Math.min(BLOCK, chunk.count() - start);
      loadReference(chunk, start, n, layout);
      keys(start, n, layout);
    }
  }

  /**
   * Puts a chunk together from {@link #symbols} and further bits, which are in a source with eight
   * more bytes behind its end.
   *
   * @param size of the further bits, in bytes
   */
  void merge(Source source, int size, Chunk chunk, Layout layout) throws CorruptChunkException {
    tables(layout);
    int from = source.skip(size);
    long at = 8L * from;
    long end = 8L * (from + size);
    for (int start = 0; start < chunk.count(); start += BLOCK) {
      int n = Math.min(BLOCK, chunk.count() - start);
      at = collect(source.array(), at, end, start, n);
      addReference(chunk, start, n, layout);
    }
    if (at > end || end - at > 7) {
      throw new CorruptChunkException("more or less bits than symbols ask for");
    }
  }

  private void tables(Layout layout) {
    int significant = layout.significant();
    int ones = (1 << significant) - 1;
    for (int symbol = 0; symbol < layout.alphabet(); symbol++) {
      int more = Math.max(0, (symbol >> significant) - 1);
      furtherBits[symbol] = more;
      least[symbol] = more == 0 ? symbol : (symbol & ones | ones + 1L) << more;
    }
  }

  private long collect(byte[] in, long from, long end, int start, int count)
      throws CorruptChunkException {
    long at = from;
    for (int i = 0; i < count; i++) {
      if (at > end) {
        throw new CorruptChunkException("less bits than symbols ask for");
      }
      int symbol = symbols[start + i] & 0xff;
      int more = furtherBits[symbol];
      long low = Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7);
      if (more > 56) {
        at += 32;
        if (at > end) {
          throw new CorruptChunkException("less bits than symbols ask for");
        }
        low = low & 0xffffffffL | Bytes.getLong(in, (int) (at >>> 3)) >>> (at & 7) << 32;
        at -= 32;
      }
      own[i] = least[symbol] | low & (1L << more) - 1;
      at += more;
    }
    return at;
  }

  private void add(int count, Layout layout) {
    int wrap = layout.wrap();
    int shift = layout.shift();
    long invert = layout.invert();
    for (int i = 0; i < count; i++) {
      long z = own[i];
      long ordered = reference[i] + (z >>> 1 ^ -(z & 1)) << wrap >> wrap;
      own[i] = (ordered ^ ordered >> 63 & invert) << shift;
    }
  }
}
