package dev.fedbench.storage.codec;

import java.util.Arrays;

/**
 * A chunk as differences from its reference, taken apart into symbols, keys (the reference's
 * exponents, which say much about how large a difference will be) and further bits. See {@link
 * Layout}.
 */
final class Residuals {

  private static final int ROW = 256;

  private final char[] indices = new char[ChunkCodec.MAX_BYTES + 1];
  private final byte[] symbols = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] keys = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] further = new byte[ChunkCodec.MAX_BYTES + 16];
  private final int[] counts = new int[ROW * ROW];
  private final int[] oddCounts = new int[ROW * ROW];
  private final boolean[] usedKeys = new boolean[ROW];
  private final Block ints = new IntBlock();
  private final Block longs = new LongBlock();
  private int furtherSize;

  /** Of a chunk that was split, key * 256 + symbol. */
  char[] indices() {
    return indices;
  }

  /** Room for the symbols of a chunk that is to be merged. */
  byte[] symbols() {
    return symbols;
  }

  /** The keys that {@link #readKeys} read. */
  byte[] keys() {
    return keys;
  }

  /** How often symbol s came with key k, at k * 256 + s. */
  int[] counts() {
    return counts;
  }

  /** Which keys there are; others' counts mean nothing. */
  boolean[] usedKeys() {
    return usedKeys;
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

  private Block block(Layout layout) {
    return layout.bits() == 64 ? longs : ints;
  }

  /** Takes a chunk apart. */
  void split(Chunk chunk, Layout layout) {
    Block block = block(layout);
    long at = 0; // in bits
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(block, chunk, start, layout);
      at = block.write(n, layout, indices, start, further, at);
    }
    furtherSize = (int) (at + 7 >>> 3);
    count(chunk.count());
  }

  /** Loads a block's differences, and returns how many there are. */
  private int load(Block block, Chunk chunk, int start, Layout layout) {
    int n = loadReference(block, chunk, start, layout);
    block.loadElements(chunk.array(), chunk.from() + start * chunk.width(), n, layout);
    return n;
  }

  private int loadReference(Block block, Chunk chunk, int start, Layout layout) {
    Chunk other = chunk.reference().orElseThrow();
    int n = Math.min(Block.SIZE, chunk.count() - start);
    int from = other.from() + start * chunk.width();
    block.loadReference(other.array(), from, n, layout);
    return n;
  }

  /** In two tables, so that equal neighbours do not wait for each other. */
  private void count(int count) {
    Arrays.fill(usedKeys, false);
    for (int i = 0; i < count; i++) {
      usedKeys[indices[i] >>> 8] = true;
    }
    for (int key = 0; key < ROW; key++) {
      if (usedKeys[key]) {
        Arrays.fill(counts, key * ROW, (key + 1) * ROW, 0);
        Arrays.fill(oddCounts, key * ROW, (key + 1) * ROW, 0);
      }
    }
    for (int i = 0; i + 1 < count; i += 2) {
      counts[indices[i]]++;
      oddCounts[indices[i + 1]]++;
    }
    if ((count & 1) != 0) {
      counts[indices[count - 1]]++;
    }
    for (int key = 0; key < ROW; key++) {
      for (int i = key * ROW; usedKeys[key] && i < (key + 1) * ROW; i++) {
        counts[i] += oddCounts[i];
      }
    }
  }

  /** The differences alone, as words of the elements' width. */
  void words(Chunk chunk, Layout layout, byte[] to) {
    Block block = block(layout);
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(block, chunk, start, layout);
      block.storeWords(to, start * chunk.width(), n, layout);
    }
  }

  /** Undoes {@link #words}. */
  void unwords(byte[] words, int from, Chunk chunk, Layout layout) {
    Block block = block(layout);
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(block, chunk, start, layout);
      int offset = start * chunk.width();
      block.loadWords(words, from + offset, n, layout);
      block.storeElements(chunk.array(), chunk.from() + offset, n, layout);
    }
  }

  /** Fills {@link #keys} from a chunk's reference. */
  void readKeys(Chunk chunk, Layout layout) {
    Block block = block(layout);
    Chunk other = chunk.reference().orElseThrow();
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = Math.min(Block.SIZE, chunk.count() - start);
      block.keys(other.array(), other.from() + start * chunk.width(), n, layout, keys, start);
    }
  }

  /**
   * Puts a chunk together from {@link #symbols} and further bits, which are in a source with eight
   * more bytes behind its end.
   *
   * @param size of the further bits, in bytes
   */
  void merge(Source source, int size, Chunk chunk, Layout layout) throws CorruptChunkException {
    Block block = block(layout);
    FurtherBits bits = FurtherBits.of(layout);
    int from = source.skip(size);
    long at = 8L * from;
    long end = 8L * (from + size);
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(block, chunk, start, layout);
      at = block.readFurther(n, bits, symbols, start, source.array(), at, end);
      int to = chunk.from() + start * chunk.width();
      block.storeElements(chunk.array(), to, n, layout);
    }
    if (at > end || end - at > 7) {
      throw new CorruptChunkException("more or fewer bits than symbols ask for");
    }
  }
}
