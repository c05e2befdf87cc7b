package dev.fedbench.storage.codec;

import java.util.Optional;

/**
 * A chunk as differences from its reference, taken apart into symbols, keys (the reference's
 * exponents, which say much about how large a difference will be) and further bits. See {@link
 * Layout}.
 */
final class Residuals {

  /** Elements from which on a chunk is large enough to be judged by a sample. */
  static final int SAMPLED_FROM = 1 << 17;

  /** Of so many elements one is in the sample. */
  static final int SAMPLE = 8;

  private static final int RUN = 512;

  /** From run to run: a prime, so that it is in no step with rows. */
  private static final int RUN_STEP = 4099;

  private final char[] indices = new char[ChunkCodec.MAX_BYTES];
  private final byte[] symbols = new byte[ChunkCodec.MAX_BYTES];
  private final byte[] keys = new byte[ChunkCodec.MAX_BYTES];
  private final SymbolCounts counts = new SymbolCounts();
  private final IntBlock ints = new IntBlock();
  private final Block longs = new LongBlock();

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

  /** Counts the symbols of some runs of a chunk. */
  SymbolCounts sample(Chunk chunk, Layout layout) {
    Block block = block(layout);
    counts.clear();
    for (int start = 0; start < chunk.count(); start += RUN_STEP) {
      int n = Math.min(RUN, chunk.count() - start);
      load(block, chunk, start, n, layout);
      block.symbols(n, indices, 0, counts);
    }
    return counts;
  }

  /** Makes symbols of a chunk, and counts them. */
  SymbolCounts split(Chunk chunk, Layout layout) {
    Block block = block(layout);
    counts.clear();
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(block, chunk, start, layout);
      block.symbols(n, indices, start, counts);
    }
    return counts;
  }

  /**
   * Writes the further bits of a chunk, their size in bytes before them.
   *
   * @param room to put them together in, {@link SymbolEncoder#room}
   */
  void writeFurther(Chunk chunk, Layout layout, byte[] room, Sink sink) {
    Block block = block(layout);
    long at = 0; // in bits
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(block, chunk, start, layout);
      at = block.writeFurther(n, room, at);
    }
    int size = (int) (at + 7 >>> 3);
    sink.putVarint(size);
    sink.put(room, 0, size);
  }

  /**
   * Writes the differences of a chunk as whole codes: the sizes of the streams, and the streams.
   *
   * @param room to put them together in, {@link SymbolEncoder#room}
   * @return whether all could be written: not if one has no code
   */
  boolean writeCodes(
      Chunk chunk, Layout layout, TablesByKey<long[]> steps, byte[] room, Sink sink) {
    int streamRoom = room.length / WholeCodes.STREAMS;
    int[] positions = new int[WholeCodes.STREAMS];
    for (int stream = 0; stream < positions.length; stream++) {
      positions[stream] = 8 * stream * streamRoom;
      room[stream * streamRoom] = 0;
    }
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(ints, chunk, start, layout);
      if (!ints.writeCodes(n, steps, room, positions)) {
        return false;
      }
    }
    int[] sizes = new int[positions.length];
    for (int stream = 0; stream < positions.length; stream++) {
      sizes[stream] = (positions[stream] + 7 >>> 3) - stream * streamRoom;
      sink.putVarint(sizes[stream]);
    }
    for (int stream = 0; stream < positions.length; stream++) {
      sink.put(room, stream * streamRoom, sizes[stream]);
    }
    return true;
  }

  /** Loads a block's differences, and returns how many there are. */
  private int load(Block block, Chunk chunk, int start, Layout layout) {
    int n = Math.min(Block.SIZE, chunk.count() - start);
    load(block, chunk, start, n, layout);
    return n;
  }

  private static void load(Block block, Chunk chunk, int start, int n, Layout layout) {
    loadReference(block, chunk, start, n, layout);
    block.loadElements(chunk, start, n, layout);
  }

  private static int loadReference(Block block, Chunk chunk, int start, Layout layout) {
    int n = Math.min(Block.SIZE, chunk.count() - start);
    loadReference(block, chunk, start, n, layout);
    return n;
  }

  private static void loadReference(Block block, Chunk chunk, int start, int n, Layout layout) {
    block.loadReference(chunk.reference().orElseThrow(), start, n, layout);
  }

  /** The differences alone, as words of the elements' width. */
  void words(Chunk chunk, Layout layout, byte[] to) {
    Block block = block(layout);
    Chunk words = new Chunk(to, 0, chunk.length(), chunk.dtype(), Optional.empty());
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = load(block, chunk, start, layout);
      block.storeWords(words, start, n, layout);
    }
  }

  /** Undoes {@link #words}. */
  void unwords(byte[] array, int from, Chunk chunk, Layout layout) {
    Block block = block(layout);
    int length = chunk.count() * chunk.width();
    Chunk words = new Chunk(array, from, length, chunk.dtype(), Optional.empty());
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(block, chunk, start, layout);
      block.loadWords(words, start, n, layout);
      block.storeElements(chunk, start, n, layout);
    }
  }

  /** Fills {@link #keys} from a chunk's reference. */
  void readKeys(Chunk chunk, Layout layout) {
    Block block = block(layout);
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(block, chunk, start, layout);
      block.copyKeys(n, keys, start);
    }
  }

  /**
   * Puts a chunk together from {@link #symbols} and further bits, which are in a source with eight
   * more bytes behind its end.
   *
   * @param bits what the symbols say about them
   */
  void merge(Source source, FurtherBits bits, Chunk chunk, Layout layout)
      throws CorruptChunkException {
    Block block = block(layout);
    int size = source.getVarint(ChunkCodec.MAX_BYTES);
    int from = source.skip(size);
    long at = 8L * from;
    long end = 8L * (from + size);
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(block, chunk, start, layout);
      at = block.readFurther(n, bits, symbols, start, source.array(), at, end);
      block.storeElements(chunk, start, n, layout);
    }
    if (at > end || end - at > 7) {
      throw new CorruptChunkException("more or fewer bits than symbols ask for");
    }
  }

  /** Puts a chunk together from whole codes. */
  void readCodes(Source source, TablesByKey<char[]> entries, Chunk chunk, Layout layout)
      throws CorruptChunkException {
    int[] ends = new int[WholeCodes.STREAMS];
    for (int stream = 0; stream < ends.length; stream++) {
      ends[stream] = 8 * source.getVarint(2 * ChunkCodec.MAX_BYTES);
    }
    int[] positions = new int[WholeCodes.STREAMS];
    for (int stream = 0; stream < ends.length; stream++) {
      positions[stream] = 8 * source.skip(ends[stream] >>> 3);
      ends[stream] += positions[stream];
    }
    for (int start = 0; start < chunk.count(); start += Block.SIZE) {
      int n = loadReference(ints, chunk, start, layout);
      ints.readCodes(n, entries, source.array(), positions, ends);
      ints.storeElements(chunk, start, n, layout);
    }
    for (int stream = 0; stream < ends.length; stream++) {
      if (ends[stream] - positions[stream] > 7) {
        throw Quarters.overrun();
      }
    }
  }
}
